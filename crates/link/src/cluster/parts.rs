//! Components: records that links or constraints connect. Never decides who is one person.

use crate::cluster::Constraints;
use crate::records::RecordAt;
use crate::score::Link;

/// A component: its records, ascending, and the links between them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Component {
    pub records: Vec<RecordAt>,
    pub links: Vec<Link>,
    /// Groups that must stay together.
    pub together: Vec<Vec<RecordAt>>,
}

/// Links at least this strong (log2 odds) connect a component.
const CONNECTS: f32 = -1.0;

/// The components of more than one record, by their lowest record.
pub(crate) fn components(records: usize, links: &[Link], constraints: &Constraints) -> Vec<Component> {
    let mut sets = Sets::new(records);
    for link in links.iter().filter(|it| it.weight >= CONNECTS) {
        sets.join(link.one, link.other);
    }
    for group in &constraints.together {
        group.iter().for_each(|&it| sets.join(group[0], it));
    }
    let mut at = vec![u32::MAX; records];
    let mut components: Vec<Component> = Vec::new();
    for record in 0..records as u32 {
        let root = sets.root(record) as usize;
        if sets.sizes[root] < 2 {
            continue;
        }
        if at[root] == u32::MAX {
            at[root] = components.len() as u32;
            components.push(Component::default());
        }
        components[at[root] as usize].records.push(record);
    }
    for link in links {
        let (one, other) = (sets.root(link.one), sets.root(link.other));
        if one == other {
            components[at[one as usize] as usize].links.push(*link);
        }
    }
    for group in constraints.together.iter().filter(|it| it.len() > 1) {
        let root = sets.root(group[0]);
        components[at[root as usize] as usize].together.push(group.clone());
    }
    components
}

/// Disjoint sets.
pub(crate) struct Sets {
    parents: Vec<u32>,
    sizes: Vec<u32>,
}

impl Sets {
    pub(crate) fn new(count: usize) -> Self {
        Self { parents: (0..count as u32).collect(), sizes: vec![1; count] }
    }

    pub(crate) fn root(&mut self, mut at: u32) -> u32 {
        while self.parents[at as usize] != at {
            let up = self.parents[self.parents[at as usize] as usize];
            self.parents[at as usize] = up;
            at = up;
        }
        at
    }

    pub(crate) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let (large, small) =
            if self.sizes[one as usize] >= self.sizes[other as usize] { (one, other) } else { (other, one) };
        self.parents[small as usize] = large;
        self.sizes[large as usize] += self.sizes[small as usize];
    }
}
