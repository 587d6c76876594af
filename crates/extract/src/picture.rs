//! PLACEHOLDER picture

use crate::Request;
use crate::host::{Host, Input};

pub(crate) fn read(_input: &mut dyn Input, _format: crate::Format, _request: &Request, _host: &mut dyn Host) {
}
