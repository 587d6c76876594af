//! PLACEHOLDER mail

use crate::Request;
use crate::host::{Host, Input};

pub(crate) fn read_message(_input: &mut dyn Input, _request: &Request, _host: &mut dyn Host) {}

pub(crate) fn read_mailbox(_input: &mut dyn Input, _request: &Request, _host: &mut dyn Host) {}
