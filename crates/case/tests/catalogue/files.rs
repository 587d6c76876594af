//! The file itself: what is refused, what is readable where nothing can be written, what stock tools see.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use case::catalogue::{OpenError, StorageError};
use case::{Access, Catalogue};
use rusqlite::Connection;

use crate::support::{Case, item, plain};

fn closed() -> (tempfile::TempDir, std::path::PathBuf) {
    let mut case = Case::with_items(2);
    case.read(item(1), &[plain("¿Dónde está Inés?", 0)]);
    case.catalogue.commit().unwrap();
    let path = case.path();
    let Case { folder, catalogue } = case;
    drop(catalogue);
    (folder, path)
}

fn changed(sql: &str) -> Result<Catalogue, OpenError> {
    let (_folder, path) = closed();
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    let _ = Catalogue::open(&path, Access::Read).map(drop);
    Catalogue::open(&path, Access::Write)
}

#[test]
fn another_schema_is_refused() {
    let newer = changed("UPDATE meta SET value = 4 WHERE name = 'schema'");
    assert!(matches!(newer, Err(OpenError::Newer { found: 4, known: 3 })), "{newer:?}");
    let older = changed("UPDATE meta SET value = 0 WHERE name = 'schema'");
    assert!(matches!(older, Err(OpenError::Older { found: 0, known: 3 })), "{older:?}");
}

#[test]
fn what_is_no_catalogue_is_refused_and_left_alone() {
    fn check(bytes: &[u8]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.sqlite");
        fs::write(&path, bytes).unwrap();
        for access in [Access::Read, Access::Write] {
            let refused = Catalogue::open(&path, access);
            assert!(matches!(refused, Err(OpenError::NotACatalogue { .. })), "{refused:?}");
        }
        assert!(matches!(Catalogue::create(&path, 1), Err(OpenError::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    check(b"");
    check(&b"una lista cualquiera, no una base de datos\n".repeat(100));
    let other = tempfile::NamedTempFile::new().unwrap();
    Connection::open(other.path()).unwrap().execute_batch("CREATE TABLE item (id)").unwrap();
    check(&fs::read(other.path()).unwrap());
    assert!(matches!(changed("DROP TABLE meta"), Err(OpenError::NotACatalogue { .. })));
    assert!(matches!(changed("PRAGMA application_id = 0"), Err(OpenError::NotACatalogue { .. })));
    let folder = tempfile::tempdir().unwrap();
    let missing = Catalogue::open(&folder.path().join("catalogue.sqlite"), Access::Write);
    assert!(matches!(missing, Err(OpenError::Missing { .. })));
}

#[test]
fn damage_is_called_damage() {
    let (_folder, path) = closed();
    let size = fs::metadata(&path).unwrap().len();
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(size / 2).unwrap();
    let outcome = Catalogue::open(&path, Access::Read)
        .map_err(|error| match error {
            OpenError::Storage(error) => error,
            other => panic!("{other:?}"),
        })
        .and_then(|catalogue| catalogue.fingerprint());
    assert!(matches!(outcome, Err(StorageError::Damaged { .. })), "{outcome:?}");
}

#[test]
fn a_read_only_folder_can_be_read() {
    let (folder, path) = closed();
    let permit = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    permit(0o555);
    if fs::write(folder.path().join("probe"), "").is_ok() {
        permit(0o755);
        eprintln!(
            "skipped: this user can write anywhere; an_immutable_file_opens_whatever_its_name covers the rest"
        );
        return;
    }
    let reader = Catalogue::open(&path, Access::Read).unwrap();
    assert_eq!(reader.find(item(1), "Inés").unwrap().len(), 1);
    let writer = Catalogue::open(&path, Access::Write);
    assert!(matches!(writer, Err(OpenError::Storage(_))), "{writer:?}");
    permit(0o755);
}

#[test]
fn a_reader_sees_what_was_committed_and_changes_nothing() {
    let mut case = Case::with_items(2);
    let mut reader = Catalogue::open(&case.path(), Access::Read).unwrap();
    case.read(item(1), &[plain("uno", 0)]);
    assert!(reader.parts(item(1)).is_err());
    case.catalogue.commit().unwrap();
    assert_eq!(reader.parts(item(1)).unwrap().count(), 1);
    assert_eq!(reader.fingerprint().unwrap(), case.catalogue.fingerprint().unwrap());
    let refused = reader.adopt(item(9), 1);
    assert!(matches!(refused, Err(StorageError::ReadOnly { .. })), "{refused:?}");
}

#[test]
fn stock_tools_find_every_table_and_column_explained() {
    let (_folder, path) = closed();
    let stock = Connection::open(&path).unwrap();
    let unexplained: Vec<String> = stock
        .prepare(
            "SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND NOT EXISTS
                 (SELECT 1 FROM about WHERE about.name = t.name AND field = c.name AND length(meaning) > 2)
             UNION ALL SELECT t.name FROM sqlite_schema t WHERE t.type IN ('table', 'view')
                 AND NOT EXISTS (SELECT 1 FROM about WHERE about.name = t.name AND field = '')",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(unexplained, [""; 0]);
    let stale: i64 = stock
        .query_row(
            "SELECT count(*) FROM about WHERE field <> '' AND NOT EXISTS
                 (SELECT 1 FROM pragma_table_info(about.name) c WHERE c.name = field)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(stale, 0);
    let text: String = stock.query_row("SELECT text FROM document", [], |row| row.get(0)).unwrap();
    assert_eq!(text, "¿Dónde está Inés?");
    let lines: i64 = stock.query_row("SELECT count(*) FROM ledger", [], |row| row.get(0)).unwrap();
    assert_eq!(lines, 2);
}
