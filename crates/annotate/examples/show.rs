//! Prints what is found in a file, for a person who reads along. Never part of the product.

use annotate::kinds::Speaker;

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let text = std::fs::read_to_string(path).expect("readable");
    let published = std::env::args().nth(2).and_then(|it| it.parse().ok());
    let all = annotate::annotate(&text, &annotate::Options { language: None, published });
    let words = |span: &model::Span| span.slice(&text).unwrap_or("?").replace('\n', " ");
    for (at, it) in all.quotations.iter().enumerate() {
        let speaker = match &it.speaker {
            Speaker::Named { chain } => words(&all.chains[*chain as usize].name),
            Speaker::Resolved { chain, from } => format!("{} <- {}", words(&all.chains[*chain as usize].name), words(from)),
            other => format!("{other:?}"),
        };
        let content: Vec<String> = it.content.iter().map(words).collect();
        println!("Q{at} {:?} {:?} {}% {:?}\n   speaker [{speaker}] source {:?} cue {:?} to {:?} in {:?}\n   {}", it.kind, it.stance, it.confidence, it.finder, it.source.as_ref().map(words), it.cue.as_ref().map(words), it.addressee.as_ref().map(words), it.inside, content.join(" | "));
    }
    for it in &all.mentions {
        println!("N {:?} {:?} chain {} {}% roles {:?}", words(&it.span), it.kind, it.chain, it.confidence, it.roles.iter().map(words).collect::<Vec<_>>());
    }
    for it in &all.dates {
        println!("D {:?} {:?} {:?} {:?} {:?}", words(&it.span), it.value, it.precision, it.modifier, it.anchor);
    }
    for it in &all.quantities {
        println!("A {:?} {}-{} {:?} {:?} {:?} {:?} {:?}", words(&it.span), it.low, it.high, it.approximation, it.unit, it.counted.as_ref().map(words), it.head, it.place.as_ref().map(words));
    }
    for it in &all.claims {
        println!("C Q{} {:?} about {:?} {:?} opposes {:?} keys {:?}", it.quotation, it.stance, it.about.iter().map(|&chain| words(&all.chains[chain as usize].name)).collect::<Vec<_>>(), it.violations.iter().map(|(kind, span)| (kind.code(), words(span))).collect::<Vec<_>>(), it.opposes, it.keys);
    }
}
