//! The stack of open elements, closed by end tags and by what implies them. Builds no tree and never recurses: every
//! step costs the same however deep the page is.
//!
//! A simplified form of the tree construction of the WHATWG HTML standard (13.2.6): it knows implied end tags and
//! scopes, and ends misnested formatting where its end tag stands; it moves nothing (no foster parenting).

use std::collections::HashMap;

use super::names::Name;

/// An open element.
#[derive(Debug)]
struct Open<T> {
    name: Name,
    /// Place of the next outer element of the same name; see [`Tree::last`].
    outer: usize,
    /// How many special elements are open up to here.
    specials: usize,
    /// Place of the nearest scope element up to here.
    scope: usize,
    /// Ended by an end tag that stood inside a later element.
    ended: bool,
    load: T,
}

/// The open elements, each with a load. Places count from 1; 0 is none.
#[derive(Debug)]
pub(super) struct Tree<T> {
    open: Vec<Open<T>>,
    last: HashMap<Name, usize>,
    /// Elements that are open beyond [`Tree::MOST`].
    beyond: u64,
    /// Formatting elements that the standard would open again.
    unclosed: u64,
    deepest: u64,
    reopened: u64,
}

/// An element that ended.
pub(super) struct Ended<T> {
    pub(super) name: Name,
    pub(super) load: T,
    /// Whether elements that began inside it are still open.
    pub(super) crossed: bool,
}

impl<T: Default> Tree<T> {
    /// The most elements inside one another that are told apart. Browsers stop at 512.
    pub(super) const MOST: usize = 4096;

    pub(super) fn new() -> Self {
        Self { open: Vec::new(), last: HashMap::new(), beyond: 0, unclosed: 0, deepest: 0, reopened: 0 }
    }

    /// The most elements that were open at once.
    pub(super) fn deepest(&self) -> u64 {
        self.deepest
    }

    /// How many formatting elements a full tree builder would have opened again, at most.
    pub(super) fn reopened(&self) -> u64 {
        self.reopened
    }

    /// Whether an element of this name is open and its end tag would reach it.
    pub(super) fn reaches(&self, name: Name) -> bool {
        self.place(name) > self.scope()
    }

    /// Ends what the start tag of `name` implies the end of.
    pub(super) fn imply(&mut self, name: Name) -> Vec<Ended<T>> {
        let scope = self.scope();
        let place = |text: &str| self.place(Name::new(text.as_bytes()));
        let table = place("table");
        let cell = place("td").max(place("th")).max(place("caption"));
        let above = |floor: usize, names: &[&str]| {
            names.iter().map(|name| place(name)).filter(|&at| at > floor).min().unwrap_or(0)
        };
        let mut to = match name.bytes() {
            b"li" => above(scope.max(place("ul")).max(place("ol")).max(place("menu")), &["li"]),
            b"dd" | b"dt" => above(scope.max(place("dl")), &["dd", "dt"]),
            b"option" | b"optgroup" => above(scope.max(place("select")), &["option"]),
            b"td" | b"th" => above(table.max(place("tr")), &["td", "th", "caption"]),
            b"tr" => above(table, &["tr", "td", "th", "caption"]),
            b"tbody" | b"thead" | b"tfoot" | b"caption" | b"colgroup" => {
                above(table, &["tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"])
            }
            b"table" if table > cell.max(place("template")) => table,
            b"a" | b"button" | b"nobr" => 0,
            b"body" => place("head"),
            _ => 0,
        };
        if to == 0 && (name.is_paragraph_end() || matches!(name.bytes(), b"p" | b"li" | b"dd" | b"dt")) {
            to = above(scope.max(place("button")), &["p"]);
        }
        if to == 0 && name.heading().is_some() {
            to = self.open.last().filter(|top| top.name.heading().is_some()).map_or(0, |_| self.open.len());
        }
        if to > 0 {
            return self.pop(to);
        }
        match name.bytes() {
            b"a" | b"button" | b"nobr" if self.reaches(name) => self.end(name),
            _ => Vec::new(),
        }
    }

    /// Opens an element; gives the load back when too many are open.
    pub(super) fn push(&mut self, name: Name, load: T) -> Result<(), T> {
        self.deepest = self.deepest.max(self.open.len() as u64 + self.beyond + self.unclosed + 1);
        if self.open.len() == Self::MOST {
            self.beyond += 1;
            return Err(load);
        }
        let place = self.open.len() + 1;
        let outer = self.last.insert(name, place).unwrap_or(0);
        let specials = self.open.last().map_or(0, |top| top.specials) + usize::from(name.is_special());
        let scope = if name.is_scope() { place } else { self.scope() };
        self.open.push(Open { name, outer, specials, scope, ended: false, load });
        Ok(())
    }

    /// Ends the element that an end tag of `name` means, and all inside it that cannot outlive it.
    pub(super) fn end(&mut self, name: Name) -> Vec<Ended<T>> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return Vec::new();
        }
        let place = self.place(name);
        let table = self.place(Name::new(b"table"));
        let reached = match name.bytes() {
            b"body" | b"html" => false,
            b"table" => place > self.place(Name::new(b"template")),
            _ if name.is_table_part() => place > table,
            _ => place >= self.scope(),
        };
        if place == 0 || !reached {
            self.unclosed = self.unclosed.saturating_sub(u64::from(name.is_formatting()));
            return Vec::new();
        }
        let crosses = self.open.last().map_or(0, |top| top.specials) > self.open[place - 1].specials;
        match (crosses, name.is_formatting(), name.is_special()) {
            (false, ..) | (true, false, true) => self.pop(place),
            (true, true, _) => self.end_crossed(place),
            (true, false, false) => Vec::new(),
        }
    }

    /// Ends everything; the page is over.
    pub(super) fn finish(&mut self) -> Vec<Ended<T>> {
        if self.open.is_empty() { Vec::new() } else { self.pop(1) }
    }

    fn end_crossed(&mut self, place: usize) -> Vec<Ended<T>> {
        let open = &mut self.open[place - 1];
        open.ended = true;
        let ended = Ended { name: open.name, load: std::mem::take(&mut open.load), crossed: true };
        let outer = open.outer;
        self.last.insert(ended.name, outer);
        vec![ended]
    }

    fn pop(&mut self, to: usize) -> Vec<Ended<T>> {
        let clears = self.open[to - 1].name.is_scope();
        let mut ended = Vec::new();
        while self.open.len() >= to {
            let place = self.open.len();
            let Some(open) = self.open.pop() else { break };
            if open.ended {
                continue;
            }
            if open.outer == 0 {
                self.last.remove(&open.name);
            } else {
                self.last.insert(open.name, open.outer);
            }
            self.unclosed += u64::from(place > to && !clears && open.name.is_formatting());
            ended.push(Ended { name: open.name, load: open.load, crossed: false });
        }
        if ended.last().is_some_and(|ended| ended.name.is_special()) {
            self.reopened += self.unclosed;
        }
        ended
    }

    fn place(&self, name: Name) -> usize {
        self.last.get(&name).copied().unwrap_or(0)
    }

    fn scope(&self) -> usize {
        self.open.last().map_or(0, |top| top.scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `x` opens x, `/x` ends it; returns what is open afterwards, outermost first.
    fn check(tags: &str, expected: &str) {
        let mut tree: Tree<()> = Tree::new();
        for tag in tags.split_whitespace() {
            match tag.strip_prefix('/') {
                Some(name) => drop(tree.end(Name::new(name.as_bytes()))),
                None => {
                    tree.imply(Name::new(tag.as_bytes()));
                    tree.push(Name::new(tag.as_bytes()), ()).expect("few tags");
                }
            }
        }
        let mut open: Vec<String> = tree
            .finish()
            .iter()
            .map(|ended| String::from_utf8_lossy(ended.name.bytes()).into_owned())
            .collect();
        open.reverse();
        assert_eq!(open.join(" "), expected, "{tags}");
    }

    #[test]
    fn implied_and_misplaced_ends() {
        check("p p p", "p");
        check("ul li ul li /ul li", "ul li");
        check("p div", "div");
        check("table tr td table tr td /table", "table tr td");
        check("table tr td p tr td", "table tr td");
        check("table td div /td td", "table td");
        check("table tbody tr td thead", "table thead");
        check("div table td /div", "div table td");
        check("span div /span", "span div");
        check("b p /b", "p");
        check("a b a", "a");
        check("a div /a", "div");
        check("dl dt dd dt", "dl dt");
        check("h1 h2", "h2");
        check("div /p /span /td", "div");
        check("table table", "table");
    }

    #[test]
    fn depth_is_counted_and_bounded() {
        let mut tree: Tree<()> = Tree::new();
        let div = Name::new(b"div");
        let refused = (0..10_000).filter(|_| tree.push(div, ()).is_err()).count();
        assert_eq!((refused, tree.deepest()), (10_000 - Tree::<()>::MOST, 10_000));
        (0..10_000).for_each(|_| drop(tree.end(div)));
        assert_eq!(tree.finish().len(), 0);
    }

    #[test]
    fn formatting_left_open_is_counted() {
        let mut tree: Tree<()> = Tree::new();
        for _ in 0..10 {
            for name in ["p", "b"] {
                tree.imply(Name::new(name.as_bytes()));
                tree.push(Name::new(name.as_bytes()), ()).expect("few tags");
            }
        }
        assert_eq!(tree.reopened(), (1..10).sum::<u64>());
    }
}
