//! PLACEHOLDER odf

use crate::Request;
use crate::host::{Host, Input};

pub(crate) fn read_text(_input: &mut dyn Input, _request: &Request, _host: &mut dyn Host) {}

pub(crate) fn read_sheets(_input: &mut dyn Input, _request: &Request, _host: &mut dyn Host) {}
