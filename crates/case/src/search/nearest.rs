//! When nothing is found: wider and wider readings of the query, until one finds something. Loosens one demand after
//! the other and says which reading it was; never answers another question than the one it names.

use super::parse::NEAR;
use super::query::{How, Node, Query, Word};

/// Letters from which a word may differ by one, and by two.
const ONE_EDIT: usize = 4;
const TWO_EDITS: usize = 6;

/// A wider reading, and whether the filters go.
pub(super) struct Wider {
    pub(super) query: Query,
    pub(super) without_filters: bool,
}

/// Wider readings, the nearest first. `missing` tells of a word whether the case has none of it.
pub(super) fn wider(query: &Query, has_filters: bool, missing: &mut dyn FnMut(&Word) -> bool) -> Vec<Wider> {
    let near = mapped(&query.node, &loose_phrase);
    let together = mapped(&near, &loose_nearness);
    let spelled = spelled(&together, missing);
    let any = mapped(&spelled, &one_is_enough);
    let steps = [
        (near, false),
        (together.clone(), false),
        (spelled.clone(), false),
        (without_tests(&query.node), true),
        (without_tests(&spelled), true),
        (any.clone(), false),
        (without_tests(&any), true),
    ];
    let mut readings: Vec<Wider> = Vec::new();
    for (node, without_filters) in steps {
        let query = Query { node, spanish: query.spanish };
        let without_filters = without_filters && has_filters;
        let known = readings.iter().any(|it| it.query == query && it.without_filters == without_filters);
        if !known && query.node != Node::Everything {
            readings.push(Wider { query, without_filters });
        }
    }
    readings.retain(|it| it.query != *query || it.without_filters);
    readings
}

/// The node with every part changed by `change`, inner parts first; what must not be there stays as it is.
fn mapped(node: &Node, change: &dyn Fn(Node) -> Node) -> Node {
    let all = |nodes: &[Node]| nodes.iter().map(|node| mapped(node, change)).collect::<Vec<_>>();
    change(match node {
        Node::And(nodes) => Node::And(all(nodes)),
        Node::Or(nodes) => Node::Or(all(nodes)),
        Node::About(inner) => Node::About(Box::new(mapped(inner, change))),
        other => other.clone(),
    })
}

/// Exact words become words with their relatives, phrases become nearness.
fn loose_phrase(node: Node) -> Node {
    let related = |word: Word| {
        let how = if word.how == How::Exact { How::Related } else { word.how };
        Node::Word(Word { how, ..word })
    };
    match node {
        Node::Word(word) => related(word),
        Node::Phrase(words) => Node::Near(words.into_iter().map(related).collect(), NEAR),
        Node::Near(nodes, distance) => {
            Node::Near(nodes.into_iter().map(loose_phrase).collect(), distance.max(NEAR))
        }
        other => other,
    }
}

fn loose_nearness(node: Node) -> Node {
    match node {
        Node::Near(nodes, _) => flat(nodes.into_iter().map(loose_nearness).collect()),
        Node::And(nodes) => flat(nodes),
        // A name is looked at as a whole anyway.
        Node::About(inner) => match *inner {
            Node::And(nodes) => flat(nodes.into_iter().map(|node| Node::About(Box::new(node))).collect()),
            inner => Node::About(Box::new(inner)),
        },
        other => other,
    }
}

/// Lists inside a list as one.
fn flat(nodes: Vec<Node>) -> Node {
    let nodes = nodes.into_iter().flat_map(|node| match node {
        Node::And(inner) => inner,
        node => vec![node],
    });
    Node::joined(nodes.collect(), Node::And)
}

/// Words that the case does not have become words spelled nearly so.
fn spelled(node: &Node, missing: &mut dyn FnMut(&Word) -> bool) -> Node {
    let mut all = |nodes: &[Node]| nodes.iter().map(|node| spelled(node, missing)).collect::<Vec<_>>();
    match node {
        Node::And(nodes) => Node::And(all(nodes)),
        Node::Or(nodes) => Node::Or(all(nodes)),
        Node::About(inner) => Node::About(Box::new(spelled(inner, missing))),
        Node::Word(word) if word.how == How::Related && missing(word) => {
            let letters = word.forms.last().map_or(0, |form| form.chars().count());
            let how = match letters {
                TWO_EDITS.. => How::Fuzzy(2),
                ONE_EDIT.. => How::Fuzzy(1),
                _ => word.how,
            };
            Node::Word(Word { how, ..word.clone() })
        }
        other => other.clone(),
    }
}

/// Of several things that an item must have, one is enough; what it must not have and filters stay.
fn one_is_enough(node: Node) -> Node {
    let Node::And(nodes) = node else { return node };
    let (firm, loose): (Vec<Node>, Vec<Node>) =
        nodes.into_iter().partition(|node| matches!(node, Node::Not(_) | Node::Test(_)));
    let loose = loose.into_iter().flat_map(|node| match node {
        Node::Or(inner) => inner,
        node => vec![node],
    });
    let any = Node::joined(loose.collect(), Node::Or);
    let nodes = std::iter::once(any).filter(|node| *node != Node::Everything).chain(firm);
    Node::joined(nodes.collect(), Node::And)
}

fn without_tests(node: &Node) -> Node {
    match node {
        Node::And(nodes) => {
            let left = nodes.iter().map(without_tests).filter(|node| *node != Node::Everything);
            Node::joined(left.collect(), Node::And)
        }
        Node::Test(_) => Node::Everything,
        other => other.clone(),
    }
}
