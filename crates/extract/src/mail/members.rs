//! Hands attachments and messages on as members, inside the case's limits. Reads none of them.

use model::{Defect, DefectKind, Missing, Place};

use crate::host::{Host, Member, MemberEnd};
use crate::{Limits, Request};

/// Hands members on and keeps count.
pub(super) struct Members {
    limits: Limits,
    too_deep: bool,
    begun: u64,
    total: u64,
    /// Bytes of the open member.
    bytes: u64,
    /// Members that were not begun.
    left_out: u64,
}

impl Members {
    pub(super) fn new(request: &Request) -> Self {
        let too_deep = request.depth >= request.limits.depth;
        Self { limits: request.limits, too_deep, begun: 0, total: 0, bytes: 0, left_out: 0 }
    }

    /// Begins a member; false when the limits forbid it.
    pub(super) fn begin(&mut self, host: &mut dyn Host, member: Member) -> bool {
        let full = self.begun >= self.limits.members || self.total >= self.limits.total_bytes;
        if self.too_deep || full {
            self.left_out += 1;
            return false;
        }
        self.begun += 1;
        self.bytes = 0;
        host.member(member);
        true
    }

    /// Hands bytes on; false when the open member has passed a limit and was refused.
    pub(super) fn bytes(&mut self, host: &mut dyn Host, bytes: &[u8], place: &Place) -> bool {
        let Limits { member_bytes, total_bytes, .. } = self.limits;
        self.bytes += bytes.len() as u64;
        let over = if self.bytes > member_bytes {
            format!("a member of more than {member_bytes} bytes")
        } else if self.total.saturating_add(self.bytes) > total_bytes {
            self.total = total_bytes;
            format!("members of more than {total_bytes} bytes together")
        } else {
            host.member_bytes(bytes);
            return true;
        };
        host.member_end(MemberEnd::Refused);
        host.defect(Defect::at(place.clone(), DefectKind::TooLarge, Missing::Members(1), over));
        false
    }

    /// Ends the open member.
    pub(super) fn end(&mut self, host: &mut dyn Host, end: MemberEnd) {
        self.total += self.bytes;
        host.member_end(end);
    }

    /// Says which members were not begun.
    pub(super) fn finish(self, host: &mut dyn Host) {
        if self.left_out == 0 {
            return;
        }
        let missing = Missing::Members(self.left_out);
        if self.too_deep {
            let detail = format!("the most containers inside one another are {}", self.limits.depth);
            host.defect(Defect::whole(DefectKind::TooDeep, missing, detail));
        } else {
            let Limits { members, total_bytes, .. } = self.limits;
            let detail =
                format!("the most members are {members}, the most bytes of all together {total_bytes}");
            host.defect(Defect::whole(DefectKind::TooLarge, missing, detail));
        }
    }
}
