//! PLACEHOLDER csv

use crate::Request;
use crate::host::{Host, Input};

pub(crate) fn read(_input: &mut dyn Input, _request: &Request, _host: &mut dyn Host) {}
