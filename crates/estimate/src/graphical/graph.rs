//! Decomposable (chordal) graphs over lists, with their cliques and separators. Knows no data.

use crate::table::History;

/// The most lists for which every decomposable graph is enumerated (18,154 of 32,768).
pub const MOST_LISTS: usize = 6;

/// A decomposable graph, as the sets that its likelihood is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decomposable {
    /// The maximal cliques.
    pub cliques: Vec<History>,
    /// The separators of a junction tree, with repetitions; the empty set between components.
    pub separators: Vec<History>,
}

impl Decomposable {
    /// Whether every list is joined to every other.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.cliques.len() == 1
    }
}

/// Every decomposable graph over `lists` lists: 2, 8, 61, 822, 18,154 for 2 to 6.
///
/// # Panics
/// With more than [`MOST_LISTS`] lists.
#[must_use]
pub fn all_graphs(lists: usize) -> Vec<Decomposable> {
    assert!(lists <= MOST_LISTS, "graphs of {lists} lists are too many to enumerate");
    let pairs: Vec<(usize, usize)> =
        (0..lists).flat_map(|one| (one + 1..lists).map(move |other| (one, other))).collect();
    (0..1_u32 << pairs.len())
        .filter_map(|edges| {
            let mut neighbours = vec![0 as History; lists];
            for (at, (one, other)) in pairs.iter().enumerate() {
                if edges >> at & 1 == 1 {
                    neighbours[*one] |= 1 << other;
                    neighbours[*other] |= 1 << one;
                }
            }
            decompose(&neighbours)
        })
        .collect()
}

/// Maximum cardinality search: the graph is chordal when each vertex's visited neighbours are a clique. A vertex whose
/// visited neighbours do not grow starts a new clique, with them as separator (Blair & Peyton 1993).
fn decompose(neighbours: &[History]) -> Option<Decomposable> {
    let lists = neighbours.len();
    let mut visited: History = 0;
    let (mut cliques, mut separators): (Vec<History>, Vec<History>) = (vec![], vec![]);
    for _ in 0..lists {
        let next = (0..lists)
            .filter(|vertex| visited >> vertex & 1 == 0)
            .max_by_key(|vertex| ((neighbours[*vertex] & visited).count_ones(), lists - vertex))?;
        let before = neighbours[next] & visited;
        let chordal = (0..lists)
            .filter(|vertex| before >> vertex & 1 == 1)
            .all(|vertex| before & !(1 << vertex) & !neighbours[vertex] == 0);
        if !chordal {
            return None;
        }
        match cliques.last_mut() {
            Some(clique) if *clique == before => *clique |= 1 << next,
            None => cliques.push(1 << next),
            Some(_) => {
                separators.push(before);
                cliques.push(before | 1 << next);
            }
        }
        visited |= 1 << next;
    }
    Some(Decomposable { cliques, separators })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_known() {
        for (lists, graphs) in [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)] {
            assert_eq!(all_graphs(lists).len(), graphs, "{lists} lists");
        }
    }

    #[test]
    fn cliques_less_separators_cover_each_list_once() {
        for graph in all_graphs(5) {
            for list in 0..5 {
                let with = |sets: &[History]| sets.iter().filter(|set| *set >> list & 1 == 1).count();
                assert_eq!(with(&graph.cliques), with(&graph.separators) + 1, "{graph:?}");
            }
        }
    }
}
