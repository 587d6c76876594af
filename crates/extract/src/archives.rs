//! PLACEHOLDER archives

use crate::Request;
use crate::host::{Host, Input};

pub(crate) fn read_zip(
    _input: &mut dyn Input,
    _format: crate::Format,
    _request: &Request,
    _host: &mut dyn Host,
) {
}

pub(crate) fn read_tar(_input: &mut dyn Input, _request: &Request, _host: &mut dyn Host) {}

pub(crate) fn read_gzip(_input: &mut dyn Input, _request: &Request, _host: &mut dyn Host) {}
