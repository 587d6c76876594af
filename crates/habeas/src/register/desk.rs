//! The register as it is asked: catalogue, lists, register and judgements opened together, with the names of lists and
//! items. Writes nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;

use case::Catalogue;
use case::lists::{Declared, Lists};
use case::register::{Judgements, PersonRow, RecordView, Register, Run, WhichError};
use model::{Anchor, CharSpan, ItemId, PersonId, RecordId};

use super::{Behind, behind};
use crate::case_folder::CaseFolder;
use crate::tame;
use crate::trouble::Trouble;

/// What answers are read from.
pub struct Desk {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// The lists.
    pub lists: Lists,
    /// The register.
    pub register: Register,
    /// Every judgement in the log.
    pub judgements: Judgements,
    /// The lists in force.
    pub declared: BTreeMap<u64, Declared>,
    /// The linking that is shown.
    pub run: Run,
    /// What the register does not know yet.
    pub behind: Behind,
    names: RefCell<BTreeMap<ItemId, String>>,
}

impl Desk {
    /// Opens everything to read.
    ///
    /// # Errors
    /// When nothing is linked yet, or a file cannot be read.
    pub fn open(folder: &CaseFolder, catalogue: Catalogue) -> anyhow::Result<Self> {
        let (lists, register) = (folder.lists()?, folder.register()?);
        let (decisions, declared) = (catalogue.decisions(0)?, lists.lists()?);
        let behind = behind(&decisions, &declared, &register)?;
        let Some(run) = register.run()? else {
            let key = if behind.new.is_empty() { "link-error-no-list" } else { "error-not-linked" };
            return Err(Trouble::new(key, &crate::args![]).into());
        };
        let declared = declared.into_iter().map(|it| (it.entry, it)).collect();
        let judgements = Judgements::of(&decisions, u64::MAX);
        let names = RefCell::default();
        Ok(Self { catalogue, lists, register, judgements, declared, run, behind, names })
    }

    /// What a list is called; its number when it is no longer in force.
    #[must_use]
    pub fn list_name(&self, list: u64) -> String {
        let name = self.declared.get(&list).map(|it| it.list.name.trim()).filter(|name| !name.is_empty());
        name.map_or_else(|| tr!("register-list-numbered", n = list), |name| tame::name(name).into_owned())
    }

    /// The list that a number or a name, or the beginning of a name, means.
    ///
    /// # Errors
    /// When none or several are meant.
    pub fn find_list(&self, given: &str) -> anyhow::Result<u64> {
        if let Some(list) = given.parse().ok().filter(|list| self.declared.contains_key(list)) {
            return Ok(list);
        }
        let wanted = case::register::folded(given);
        let name = |it: &Declared| case::register::folded(&it.list.name);
        let exact: Vec<u64> =
            self.declared.values().filter(|it| name(it) == wanted).map(|it| it.entry).collect();
        let begin = |it: &&Declared| !wanted.is_empty() && name(it).starts_with(&wanted);
        let begun: Vec<u64> = self.declared.values().filter(begin).map(|it| it.entry).collect();
        let found = if exact.len() == 1 { exact } else { begun };
        match found.as_slice() {
            [list] => Ok(*list),
            _ => {
                let each = |it: &Declared| format!("{}  {}", it.entry, tame::name(&it.list.name));
                let known = self.declared.values().map(each).collect::<Vec<_>>().join("\n    ");
                let key = if found.is_empty() { "error-no-such-list" } else { "error-ambiguous-list" };
                Err(trouble!(key, given = given).because(&known).into())
            }
        }
    }

    /// The person that an id or its beginning means.
    ///
    /// # Errors
    /// When none or several are meant.
    pub fn find_person(&self, given: &str) -> anyhow::Result<PersonId> {
        self.register.find_person(given).map_err(|error| self.which(error))
    }

    /// The record that an id or its beginning means.
    ///
    /// # Errors
    /// When none or several are meant.
    pub fn find_record(&self, given: &str) -> anyhow::Result<RecordId> {
        self.register.find_record(given).map_err(|error| self.which(error))
    }

    fn which(&self, error: WhichError) -> anyhow::Error {
        match error {
            WhichError::Unknown { given } => trouble!("error-no-such-record", given = given).into(),
            WhichError::Ambiguous { given, ids } => {
                let name = |id: &RecordId| {
                    let view = self.register.record_view(&self.lists, *id).ok().flatten();
                    view.and_then(|it| it.name()).unwrap_or_default()
                };
                let known: Vec<String> =
                    ids.iter().map(|id| format!("{id}  {}", tame::name(&name(id)))).collect();
                trouble!("error-ambiguous-record", given = given).because(&known.join("\n    ")).into()
            }
            WhichError::Register(error) => error.into(),
        }
    }

    /// The name under which an item was taken in.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn item_name(&self, item: ItemId) -> anyhow::Result<String> {
        if let Some(name) = self.names.borrow().get(&item) {
            return Ok(name.clone());
        }
        let name = self.catalogue.item(item)?.map_or_else(|| item.to_string(), |it| it.line.name);
        self.names.borrow_mut().insert(item, name.clone());
        Ok(name)
    }

    /// The exact characters at a span, with their places in the original.
    ///
    /// # Errors
    /// When the item is not read.
    pub fn anchor(&self, item: ItemId, span: CharSpan) -> anyhow::Result<Anchor> {
        Ok(self.catalogue.anchor(item, span)?)
    }

    /// The name that stands for a person; words that say so when its record is no longer there.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn person_name(&self, person: &PersonRow) -> anyhow::Result<String> {
        let name = self.register.name_of(&self.lists, person)?;
        Ok(name.unwrap_or_else(|| tr!("register-no-name")))
    }

    /// A record with its words.
    ///
    /// # Errors
    /// When it is not in the register, or a file cannot be read.
    pub fn record(&self, id: RecordId) -> anyhow::Result<RecordView> {
        let found = self.register.record_view(&self.lists, id)?;
        found.ok_or_else(|| trouble!("error-no-such-record", given = id.to_string()).into())
    }

    /// A record's name; words that say so when it is no longer there.
    #[must_use]
    pub fn record_name(record: &RecordView) -> String {
        match (record.name(), &record.values) {
            (Some(name), _) => name,
            (None, Some(_)) => tr!("register-no-name"),
            (None, None) => tr!("register-record-gone"),
        }
    }

    /// The names of lists.
    #[must_use]
    pub fn list_names(&self, lists: &[u64]) -> Vec<String> {
        lists.iter().map(|list| self.list_name(*list)).collect()
    }
}
