//! The demonstration corpus: the project's own invented files, embedded in the program. See demo/README.md.

use std::fs;
use std::io;
use std::path::Path;

use rust_embed::RustEmbed;

use crate::case_folder::OpenCase;
use crate::listing::declaring::{Wishes, apply, declare, list_of};

#[derive(RustEmbed)]
#[folder = "../../demo/corpus"]
struct Corpus;

/// Writes every file of the corpus below `folder`.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_to(folder: &Path) -> io::Result<()> {
    for name in Corpus::iter() {
        let path = folder.join(name.as_ref());
        path.parent().map(fs::create_dir_all).transpose()?;
        let file = Corpus::get(&name).expect("the name comes from the corpus itself");
        fs::write(path, file.data)?;
    }
    Ok(())
}

/// A list of the tale, as its people speak of it.
struct Told {
    file: &'static str,
    name: &'static str,
    maker: &'static str,
    date: &'static str,
    covers: &'static str,
    /// The file that it was copied from.
    copy_of: Option<&'static str>,
    columns: &'static [&'static str],
}

const TOLD: [Told; 8] = [
    Told {
        file: "lista-parcial-trasladados.xlsx",
        name: "Ministerio: lista parcial",
        maker: "Ministerio de Orden Interior y Fronteras",
        date: "2024-02-15",
        covers: "personas trasladadas al Penal de Isla Corvina, primera entrega",
        copy_of: None,
        columns: &[],
    },
    Told {
        file: "manifiesto-vuelo-7012.pdf",
        name: "Manifiesto del vuelo 7012",
        maker: "Fuerza de Tarea Estrecho",
        date: "2024-02-12",
        covers: "pasajeros del vuelo 7012 a Isla Corvina",
        copy_of: None,
        columns: &[],
    },
    Told {
        file: "lista comité (versión 3).csv",
        name: "Comité 8F: versión 3",
        maker: "Comité 8F",
        date: "2024-02-18",
        covers: "detenidos que sus familias reportaron",
        copy_of: None,
        columns: &["D=birth@2024-02-18"],
    },
    Told {
        file: "peticion-habeas-corpus.pdf",
        name: "Petición de habeas corpus",
        maker: "Colectivo Jurídico Litoral",
        date: "2024-02-20",
        covers: "beneficiarios de la petición",
        copy_of: None,
        columns: &[],
    },
    Told {
        file: "hoja-puerta-coliseo.jpg",
        name: "Hoja en la puerta del Coliseo",
        maker: "familiares en la puerta",
        date: "2024-02-10",
        covers: "personas dentro del Coliseo Norte",
        copy_of: None,
        columns: &["C=age@2024-02-10"],
    },
    Told {
        file: "lista-bus-2.csv",
        name: "Bus 2",
        maker: "una vecina y el chofer",
        date: "2024-02-14",
        covers: "personas reconocidas en el bus 2",
        copy_of: None,
        columns: &["edad=age@2024-02-14"],
    },
    Told {
        file: "2 manifiesto página 2 (OCR).csv",
        name: "Manifiesto, hoja 2 (OCR)",
        maker: "un voluntario del Observatorio",
        date: "2024-02-15",
        covers: "la segunda hoja del manifiesto",
        copy_of: Some("manifiesto-vuelo-7012.pdf"),
        columns: &[],
    },
    Told {
        file: "listas",
        name: "Ministerio: extracto en la página",
        maker: "Ministerio de Orden Interior y Fronteras",
        date: "2024-02-15",
        covers: "los primeros ocho renglones de la lista parcial",
        copy_of: Some("lista-parcial-trasladados.xlsx"),
        columns: &[],
    },
];

/// Declares the tale's lists in the case that holds the corpus. Returns the files of those that are not there to be
/// declared, since nothing recognised the text of their pictures.
///
/// # Errors
/// When the case cannot be written.
pub fn declare_lists(case: &mut OpenCase) -> anyhow::Result<Vec<&'static str>> {
    let mut missing = Vec::new();
    let mut entries: Vec<(&str, u64)> = Vec::new();
    for told in TOLD {
        let open = case.lists.suggestions()?;
        let mut found = None;
        for suggestion in open {
            let item = case.catalogue.item(suggestion.item)?;
            if item.as_ref().is_some_and(|item| item.line.name == told.file) {
                found = Some(list_of(&suggestion, item.as_ref()));
                break;
            }
        }
        let Some(mut list) = found else {
            missing.push(told.file);
            continue;
        };
        let copy_of = told.copy_of.and_then(|file| entries.iter().find(|(known, _)| *known == file));
        let wishes = Wishes {
            name: Some(told.name.into()),
            maker: Some(told.maker.into()),
            date: Some(told.date.into()),
            covers: Some(told.covers.into()),
            copy_of: copy_of.map(|(_, entry)| Some(*entry)),
            columns: told.columns.iter().map(|it| (*it).to_owned()).collect(),
            rows: None,
        };
        apply(&mut list, &wishes)?;
        entries.push((told.file, declare(case, list, None)?.entry));
    }
    Ok(missing)
}
