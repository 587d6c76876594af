//! Writing the rows of one stretch, its indices moved to where they count in the item. Changes no value.

use rusqlite::{Connection, params};

use super::days::days;
use super::fold::fold;
use super::keys::{keys, name_stems};
use super::rows::{Found, Quotation, Speaker};
use super::schema::{span, spans};
use crate::catalogue::codes::int;

/// How many of each kind an item has before the stretch that comes next: positions count in the item.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    chains: u64,
    mentions: u64,
    quotations: u64,
    claims: u64,
    dates: u64,
    quantities: u64,
}

/// Writes what was found in the next stretch of an item.
pub(super) fn insert(conn: &Connection, item: i64, found: &Found) -> rusqlite::Result<()> {
    let before = Before {
        chains: count(conn, "chain", item)?,
        mentions: count(conn, "mention", item)?,
        quotations: count(conn, "quotation", item)?,
        claims: count(conn, "claim", item)?,
        dates: count(conn, "dated", item)?,
        quantities: count(conn, "quantity", item)?,
    };
    if let Some(failed) = found.failed {
        conn.prepare_cached("INSERT OR REPLACE INTO failed VALUES (?1, ?2, ?3)")?.execute(params![
            item,
            int(failed.start),
            int(failed.end)
        ])?;
    }
    for (at, it) in (before.chains..).zip(&found.chains) {
        conn.prepare_cached("INSERT INTO chain VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(params![
            item,
            int(at),
            it.kind,
            span(it.name),
            it.words,
            spans(&it.aliases),
            spans(&it.roles),
        ])?;
    }
    for (at, it) in (before.mentions..).zip(&found.mentions) {
        conn.prepare_cached("INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(
            params![
                item,
                int(at),
                int(before.chains + it.chain),
                it.form,
                span(it.span),
                it.honorific.map(span),
                it.family_name.map(span),
                it.confidence,
            ],
        )?;
    }
    for (at, it) in (before.quotations..).zip(&found.quotations) {
        insert_quotation(conn, item, at, it, &before)?;
    }
    insert_keys(conn, item, found, before.quotations)?;
    insert_claims(conn, item, found, &before)?;
    for (at, it) in (before.dates..).zip(&found.dates) {
        let range = it.value.as_deref().and_then(days);
        conn.prepare_cached("INSERT INTO dated VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?
            .execute(params![
                item,
                int(at),
                span(it.span),
                it.value,
                it.precision,
                it.modifier,
                it.anchored,
                it.anchor.map(span),
                range.map(|(first, _)| first.to_string()),
                range.map(|(_, last)| last.to_string()),
                span(it.standing.sentence),
                it.standing.quotation.map(|of| int(before.quotations + of)),
            ])?;
    }
    for (at, it) in (before.quantities..).zip(&found.quantities) {
        conn.prepare_cached(
            "INSERT INTO quantity VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                 ?17)",
        )?
        .execute(params![
            item,
            int(at),
            span(it.span),
            it.low,
            it.high,
            it.approximation,
            it.unit,
            it.counted.map(span),
            it.head,
            it.head.as_deref().map(fold),
            it.place.map(span),
            it.place_words.as_deref().map(fold),
            it.date.as_ref().map(|date| &date.value),
            it.date.as_ref().map(|date| span(date.span)),
            it.stems.join(" "),
            span(it.standing.sentence),
            it.standing.quotation.map(|of| int(before.quotations + of)),
        ])?;
    }
    Ok(())
}

fn insert_quotation(
    conn: &Connection,
    item: i64,
    at: u64,
    it: &Quotation,
    before: &Before,
) -> rusqlite::Result<()> {
    let chain = match it.speaker {
        Speaker::Named { chain, .. } | Speaker::Resolved { chain, .. } => Some(int(before.chains + chain)),
        Speaker::Described { .. } | Speaker::Unknown => None,
    };
    let came_from = match it.speaker {
        Speaker::Resolved { from, .. } => Some(span(from)),
        _ => None,
    };
    let start = it.content.iter().map(|span| span.start).min().unwrap_or(0);
    let end = it.content.iter().map(|span| span.end).max().unwrap_or(0);
    conn.prepare_cached(
        "INSERT INTO quotation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
             ?18, ?19)",
    )?
    .execute(params![
        item,
        int(at),
        it.kind,
        int(start),
        int(end),
        spans(&it.content),
        it.cue.map(span),
        it.source.map(span),
        it.speaker.code(),
        chain,
        it.speaker.words(),
        it.speaker.words().map(fold),
        came_from,
        it.addressee.map(span),
        it.inside.map(|of| int(before.quotations + of)),
        it.continues.map(|of| int(before.quotations + of)),
        it.stance,
        it.confidence,
        it.finder,
    ])?;
    Ok(())
}

/// Writes by what quotations are set side by side; `before` counts those of earlier stretches.
fn insert_keys(conn: &Connection, item: i64, found: &Found, before: u64) -> rusqlite::Result<()> {
    let mut key = conn.prepare_cached("INSERT INTO quotation_key VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut stem = conn.prepare_cached("INSERT OR IGNORE INTO quotation_stem VALUES (?1, ?2, ?3, ?4)")?;
    for (quotation, it) in found.quotations.iter().enumerate() {
        let at = int(before + quotation as u64);
        for it in keys(found, quotation) {
            key.execute(params![item, at, it.kind, it.key, it.short, it.telling, it.words])?;
        }
        let named = name_stems(found, quotation);
        for it in &it.stems {
            stem.execute(params![item, at, it, named.contains(it)])?;
        }
    }
    Ok(())
}

fn insert_claims(conn: &Connection, item: i64, found: &Found, before: &Before) -> rusqlite::Result<()> {
    let mut claim = conn.prepare_cached("INSERT INTO claim VALUES (?1, ?2, ?3, ?4)")?;
    let mut key = conn.prepare_cached("INSERT OR IGNORE INTO claim_key VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut opposed = conn.prepare_cached("INSERT OR IGNORE INTO opposed VALUES (?1, ?2, ?3)")?;
    for (at, it) in (before.claims..).zip(&found.claims) {
        claim.execute(params![item, int(at), int(before.quotations + it.quotation), it.stance])?;
        for (code, words) in &it.violations {
            key.execute(params![item, int(at), "violation", code, span(*words)])?;
        }
        for name in it.names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()) {
            key.execute(params![item, int(at), "name", name, ""])?;
        }
        for other in &it.opposes {
            opposed.execute(params![item, int(at), int(before.claims + other)])?;
        }
    }
    Ok(())
}

/// How many rows of a table an item has.
fn count(conn: &Connection, table: &str, item: i64) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM {table} WHERE item = ?1");
    let n: i64 = conn.prepare_cached(&sql)?.query_row([item], |row| row.get(0))?;
    Ok(u64::try_from(n).unwrap_or(0))
}
