//! Web archives (WARC 1.0 and 1.1), plain, gzipped by record or as a whole. Responses and resources are members,
//! without their HTTP codings; what was asked, who captured and with what is text; digests are checked. Never fetches
//! anything, and never takes a capture for proof that a page was true.

mod digest;
mod http;
mod record;
mod text;

#[cfg(test)]
mod tests;

use std::io::{self, Read};

use model::{Captured, Defect, DefectKind, MediaType, Missing, Place, Step};

use crate::Request;
use crate::archives::listing::Listing;
use crate::host::{Host, Input, Member, MemberEnd};
use crate::unpack::{Meter, Unpacked, Unpacker, in_member, kind_of};
use digest::{Hasher, Stated, Tap};
use http::{Head, Stop};
use record::{Next, Places, RecordBlock, Stream, WarcRecord};
use text::Texts;

/// Reads a WARC file.
pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let meter = Meter::default();
    let mut stream = match Stream::new(input, &request.name, &meter) {
        Ok(stream) => stream,
        Err(error) => {
            host.defect(Defect::whole(kind_of(&error), Missing::Everything, error.to_string()));
            return;
        }
    };
    let mut reader = Reader {
        meter,
        unpacker: Unpacker::new(request),
        listing: Listing::default(),
        texts: Texts::default(),
        noted_version: false,
        noted_digest: false,
    };
    loop {
        match stream.next() {
            Next::Record(record) => reader.record(&record, &mut stream, host),
            Next::Damage { start, end } => {
                let words = "no WARC record where one must begin; the next one found is followed";
                let missing = Missing::Bytes(end - start);
                host.defect(Defect::at(stream.places().of(start, end), DefectKind::Damaged, missing, words));
            }
            Next::Cut(start) => {
                let place = stream.places().of(start, stream.at());
                let words = "the file ends inside a record's head";
                host.defect(Defect::at(place, DefectKind::Truncated, Missing::Unknown, words));
                break;
            }
            Next::Broken(error) => {
                let at = stream.at();
                let passed_over = stream.resume();
                let ends = passed_over.is_none();
                let place = passed_over.unwrap_or_else(|| stream.places().of(at, at));
                host.defect(Defect::at(place, kind_of(&error), Missing::Unknown, error.to_string()));
                if ends {
                    break;
                }
            }
            Next::End => break,
        }
    }
    stream.report_trailer(host);
    reader.listing.finish(host);
    reader.texts.finish(host);
    reader.unpacker.finish(host);
}

struct Reader {
    meter: Meter,
    unpacker: Unpacker,
    listing: Listing,
    texts: Texts,
    noted_version: bool,
    noted_digest: bool,
}

/// A record, as the functions that read its block need it.
struct Context<'r> {
    record: &'r WarcRecord,
    /// `WARC-Type`, in lower case.
    kind: &'r str,
    address: &'r str,
    /// What its member is called.
    path: &'r str,
    places: &'r Places,
}

/// What a record's block turned out to be.
struct Content {
    /// For the list: an HTTP status, or the record's type.
    state: String,
    /// The digests of the payload in the forms that writers take it for: as stored, without chunks, without codings.
    payload: Vec<Vec<u8>>,
    /// Whether the host has been told that it breaks off.
    told: bool,
}

impl Reader {
    fn record(&mut self, record: &WarcRecord, stream: &mut Stream<'_>, host: &mut dyn Host) {
        let kind = record.value("WARC-Type").unwrap_or_default().to_ascii_lowercase();
        let address = record.value("WARC-Target-URI").unwrap_or_default().trim_matches(['<', '>']);
        let path = format!("{} {address}", record.number).trim_end().to_owned();
        let places = stream.places().clone();
        let context = Context { record, kind: &kind, address, path: &path, places: &places };
        self.note_version(&context, host);
        self.listing.push(&format!("{} ", record.number), None);
        self.listing.push(address, context.address_place());

        let block_digest = record.value("WARC-Block-Digest").map(Stated::new);
        let payload_digest = record.value("WARC-Payload-Digest").map(Stated::new);
        let mut block = Tap::new(stream.block(record), Hasher::of(block_digest.as_ref()));
        let content = match kind.as_str() {
            "response" | "resource" | "conversion" => {
                self.page(&context, payload_digest.as_ref(), &mut block, host)
            }
            "continuation" => Ok(segment(&context, host)),
            _ => self.evidence(&context, &mut block, host),
        };
        let rest = io::copy(&mut block, &mut io::sink());
        let block_found = block.digest();

        let state = content.as_ref().map_or(kind.as_str(), |content| content.state.as_str());
        self.listing.next_column();
        self.listing.push(state, None);
        self.listing.next_column();
        if let Some(date) = record.field("WARC-Date") {
            let place = places.of_field(date, 0, date.value.len() as u64);
            self.listing.push(&date.value, Some(place));
        }
        self.listing.end_line(host);

        match (content, rest) {
            (Ok(content), Ok(_)) => {
                self.compare("block", block_digest, &[block_found], &path, host);
                self.compare("payload", payload_digest, &content.payload, &path, host);
            }
            (Ok(content), Err(_)) if content.told => {}
            (Ok(_), Err(error)) | (Err(error), _) => {
                let left = (record.block + record.length).saturating_sub(stream.at());
                let kind = kind_of(&error);
                let missing =
                    if kind == DefectKind::Truncated { Missing::Bytes(left) } else { Missing::Unknown };
                let place = places.of(record.block, stream.at());
                host.defect(Defect::at(place, kind, missing, error.to_string()));
            }
        }
    }

    /// A record whose payload becomes a member.
    fn page(
        &mut self,
        context: &Context<'_>,
        stated: Option<&Stated<'_>>,
        block: &mut Tap<RecordBlock<'_, '_>>,
        host: &mut dyn Host,
    ) -> io::Result<Content> {
        let (head, no_head) =
            if context.is_http() { self.head(context, block, host)? } else { (None, Vec::new()) };
        let state = match head.as_ref().and_then(|head| head.status) {
            Some(status) => status.to_string(),
            None => context.kind.to_owned(),
        };
        if block.inner().left() == 0 && no_head.is_empty() {
            // Nothing to take: a redirect, say, is all head.
            let nothing = Hasher::of(stated).finish();
            return Ok(Content { state, payload: vec![nothing], told: false });
        }
        let mut stored = Tap::new(block, Hasher::of(stated));
        let (mut chunks_off, mut codings_off) = (Vec::new(), Vec::new());
        let end = match &head {
            None if no_head.is_empty() => {
                let claimed = context.record.value("Content-Type").map(MediaType::new);
                self.take(context, claimed, &mut stored, host)
            }
            None => self.take(context, None, &mut io::Cursor::new(&no_head).chain(&mut stored), host),
            Some(head) => {
                let (entity, chunked) = http::without_chunks(head, &mut stored);
                let mut entity = Tap::new(entity, if chunked { Hasher::of(stated) } else { Hasher::Idle });
                let (body, unknown) = http::without_codings(head, &mut entity);
                let mut body = Tap::new(body, Hasher::of(stated));
                let claimed = head.value("content-type").filter(|_| unknown.is_none()).map(MediaType::new);
                let end = self.take(context, claimed, &mut body, host);
                codings_off = body.digest();
                if let Some(coding) = unknown {
                    let detail = format!("content coding {coding:?}; the member is the coded bytes");
                    let place = in_member(context.path, 0);
                    host.defect(Defect::at(place, DefectKind::UnsupportedFeature, Missing::Unknown, detail));
                }
                // What is wrong with the chunks after the last byte that counts is wrong with nothing.
                let _ = io::copy(&mut entity, &mut io::sink());
                chunks_off = entity.digest();
                end
            }
        };
        let told = end == Some(MemberEnd::CutShort);
        let rest = io::copy(&mut stored, &mut io::sink());
        if !told {
            rest?;
        }
        // What was not unpacked to its end has no digest to compare; the block's still holds.
        let whole = end == Some(MemberEnd::Complete) && no_head.is_empty();
        let payload = if whole { vec![stored.digest(), chunks_off, codings_off] } else { Vec::new() };
        Ok(Content { state, payload, told })
    }

    fn take(
        &mut self,
        context: &Context<'_>,
        claimed: Option<MediaType>,
        payload: &mut dyn Read,
        host: &mut dyn Host,
    ) -> Option<MemberEnd> {
        let record = context.record;
        let at = record.value("WARC-Date").map(str::to_owned);
        let captured =
            (!context.address.is_empty()).then(|| Captured { address: context.address.to_owned(), at });
        let member = Member { path: context.path.to_owned(), claimed, modified: None, captured };
        let cut = record.value("WARC-Truncated").map(|reason| format!("the capture was cut off: {reason}"));
        let segmented = record.value("WARC-Segment-Number").is_some();
        let cut = cut.or_else(|| segmented.then(|| "the first of several segments".to_owned()));
        let cut = cut.map(|words| io::Error::new(io::ErrorKind::UnexpectedEof, words));
        let mut reader = payload.chain(Stop(cut));
        let source = Unpacked { reader: &mut reader, packed: &self.meter, size: None };
        self.unpacker.take(member, source, host).map(|taken| taken.end)
    }

    /// A record that says something about the capture: its block is text.
    fn evidence(
        &mut self,
        context: &Context<'_>,
        block: &mut Tap<RecordBlock<'_, '_>>,
        host: &mut dyn Host,
    ) -> io::Result<Content> {
        let mut state = context.kind.to_owned();
        self.texts.begin(context);
        if context.is_http() {
            let head = Head::read(block)?;
            self.texts.head(&head.bytes, context.record.block, context.places);
            if let Some(status) = head.status {
                state = format!("{state} {status}");
            }
        }
        let at = context.record.block + context.record.length - block.inner().left();
        let binary = self.texts.body(block, at, context.places, host);
        self.texts.end(host);
        let binary = binary?;
        if binary > 0 {
            let place = in_member(context.path, 0);
            let missing = Missing::Bytes(binary + block.inner().left());
            let words = "bytes that are no UTF-8 text";
            host.defect(Defect::at(place, DefectKind::UnsupportedFeature, missing, words));
        }
        Ok(Content { state, payload: Vec::new(), told: false })
    }

    /// Reads a response's head and adds it to the text. What is no such head is given back as the bytes that were
    /// read.
    fn head(
        &mut self,
        context: &Context<'_>,
        block: &mut Tap<RecordBlock<'_, '_>>,
        host: &mut dyn Host,
    ) -> io::Result<(Option<Head>, Vec<u8>)> {
        let head = Head::read(block)?;
        if head.status.is_none() {
            let words = "no HTTP head; the member is the record's whole block";
            let place = in_member(context.path, 0);
            host.defect(Defect::at(place, DefectKind::Damaged, Missing::Nothing, words));
            return Ok((None, head.bytes));
        }
        self.texts.begin(context);
        self.texts.head(&head.bytes, context.record.block, context.places);
        self.texts.end(host);
        Ok((Some(head), Vec::new()))
    }

    /// Compares a digest with what was found; any of the forms will do.
    fn compare(
        &mut self,
        what: &str,
        stated: Option<Stated<'_>>,
        found: &[Vec<u8>],
        path: &str,
        host: &mut dyn Host,
    ) {
        let Some(stated) = stated else { return };
        let place = in_member(path, 0);
        if !stated.is_known() {
            if !std::mem::replace(&mut self.noted_digest, true) {
                let detail = format!("digests of this kind were not checked: {}", stated.text());
                host.defect(Defect::at(place, DefectKind::UnsupportedFeature, Missing::Nothing, detail));
            }
        } else if !found.is_empty() && !found.iter().any(|found| stated.is(found)) {
            let detail = format!("the {what} is not what {} says", stated.text());
            host.defect(Defect::at(place, DefectKind::ChecksumMismatch, Missing::Nothing, detail));
        }
    }

    fn note_version(&mut self, context: &Context<'_>, host: &mut dyn Host) {
        let version = &context.record.version;
        if !matches!(version.as_str(), "1.0" | "1.1") && !std::mem::replace(&mut self.noted_version, true) {
            let place = context.places.of(context.record.start, context.record.block);
            let detail = format!("WARC version {version:?}, read as 1.1");
            host.defect(Defect::at(place, DefectKind::UnsupportedFeature, Missing::Nothing, detail));
        }
    }
}

impl Context<'_> {
    fn is_http(&self) -> bool {
        let claimed = self.record.value("Content-Type").map(MediaType::new);
        let exchange = matches!(self.kind, "response" | "request" | "revisit");
        exchange
            && match claimed {
                Some(claimed) => claimed.as_str() == "application/http",
                None => self.address.starts_with("http:") || self.address.starts_with("https:"),
            }
    }

    /// Where the address stands.
    fn address_place(&self) -> Option<(Place, Step)> {
        let field = self.record.field("WARC-Target-URI")?;
        let brackets = field.value.len() - field.value.trim_start_matches('<').len();
        Some(self.places.of_field(field, brackets as u64, self.address.len() as u64))
    }
}

fn segment(context: &Context<'_>, host: &mut dyn Host) -> Content {
    let missing = Missing::Bytes(context.record.length);
    let words = "a further segment of an earlier record; segments are not joined";
    let place = in_member(context.path, 0);
    host.defect(Defect::at(place, DefectKind::UnsupportedFeature, missing, words));
    Content { state: context.kind.to_owned(), payload: Vec::new(), told: false }
}
