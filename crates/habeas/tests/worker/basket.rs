//! A taker that keeps count of what a reading brings.

use extract::{Member, MemberEnd};
use habeas::worker::Take;
use model::{Defect, Part};

/// What came of a reading.
#[derive(Debug, Default)]
pub struct Basket {
    pub parts: u64,
    pub bytes: u64,
    pub last_text: String,
    pub defects: Vec<Defect>,
    pub members: Vec<String>,
    pub member_bytes: Vec<u8>,
    pub ends: Vec<MemberEnd>,
    /// Takes so many parts and then no more.
    pub room: Option<u64>,
}

/// The taker is full.
#[derive(Debug, PartialEq, Eq)]
pub struct Full;

impl Take for Basket {
    type Error = Full;

    fn part(&mut self, part: Part) -> Result<(), Full> {
        assert!(part.is_sound());
        if self.room == Some(self.parts) {
            return Err(Full);
        }
        self.parts += 1;
        self.bytes += part.text.len() as u64;
        self.last_text = part.text;
        Ok(())
    }

    fn defect(&mut self, defect: Defect) -> Result<(), Full> {
        self.defects.push(defect);
        Ok(())
    }

    fn member(&mut self, member: Member) -> Result<(), Full> {
        self.members.push(member.path);
        Ok(())
    }

    fn member_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        self.member_bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn member_end(&mut self, end: MemberEnd) -> Result<(), Full> {
        self.ends.push(end);
        Ok(())
    }
}
