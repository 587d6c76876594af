//! The labelled sets: a file, which column is the truth, what the others mean. Never a parameter of the linkage.

use link::Meaning::{
    self, Birth, Code, Document, FirstSurname, FullName, GivenNames, Place, SecondSurname, Sex, Text,
};

/// A labelled set.
pub struct Set {
    /// The name of its file.
    pub name: &'static str,
    /// The column that says which rows are one person.
    pub truth: &'static str,
    /// The column that says on which list a row stands.
    pub list: Option<&'static str>,
    /// The columns that are compared.
    pub columns: &'static [(&'static str, Meaning)],
}

const PEOPLE: &[(&str, Meaning)] = &[
    ("given_names", GivenNames),
    ("surname1", FirstSurname),
    ("surname2", SecondSurname),
    ("sex", Sex),
    ("dob", Birth),
    ("place", Place),
    ("nat_id", Document),
];
const PEOPLE_WHOLE: &[(&str, Meaning)] =
    &[("full_name", FullName), ("sex", Sex), ("dob", Birth), ("place", Place), ("nat_id", Document)];
const FEBRL: &[(&str, Meaning)] = &[
    ("given_name", GivenNames),
    ("surname", FirstSurname),
    ("street_number", Code),
    ("address_1", Text),
    ("address_2", Text),
    ("suburb", Place),
    ("postcode", Code),
    ("state", Code),
    ("date_of_birth", Birth),
    ("soc_sec_id", Document),
];

const GERMAN: &[(&str, Meaning)] = &[("fname_c1", GivenNames), ("lname_c1", FirstSurname), ("dob", Birth)];

/// The sets; one that is not in the folder is left out and named.
pub const SETS: [Set; 12] = [
    Set {
        name: "historical_50k",
        truth: "cluster",
        list: None,
        columns: &[
            ("full_name", FullName),
            ("dob", Birth),
            ("birth_place", Place),
            ("postcode_fake", Code),
            ("gender", Sex),
            ("occupation", Text),
        ],
    },
    Set { name: "febrl1", truth: "cluster", list: None, columns: FEBRL },
    Set { name: "febrl2", truth: "cluster", list: None, columns: FEBRL },
    Set { name: "febrl3", truth: "cluster", list: None, columns: FEBRL },
    Set { name: "febrl4", truth: "cluster", list: Some("list"), columns: FEBRL },
    Set {
        name: "fake_1000",
        truth: "cluster",
        list: None,
        columns: &[
            ("first_name", GivenNames),
            ("surname", FirstSurname),
            ("dob", Birth),
            ("city", Place),
            ("email", Code),
        ],
    },
    Set { name: "rldata10000", truth: "ent_id", list: None, columns: GERMAN },
    Set { name: "synthetic_es_10k", truth: "ent_id", list: Some("source"), columns: PEOPLE },
    Set { name: "synthetic_es_50k", truth: "ent_id", list: Some("source"), columns: PEOPLE },
    Set { name: "synthetic_es_whole", truth: "ent_id", list: Some("source"), columns: PEOPLE_WHOLE },
    Set { name: "people", truth: "ent_id", list: Some("source"), columns: PEOPLE },
    Set { name: "people_1m", truth: "ent_id", list: Some("source"), columns: PEOPLE },
];
