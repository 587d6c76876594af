//! Names: people, bodies, places, facilities. A model finds most, rules those that lists and forms write; mentions of one
//! bearer are joined to chains. Never takes a role for a name.

pub mod tagger;
pub mod training;
