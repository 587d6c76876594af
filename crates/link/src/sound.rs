//! Keys of how a folded word sounds in Spanish, and of what letters a scanner confuses. Never decides that two words are
//! the same: equal keys are a level of their own.

/// How the word sounds: b/v, s/z/soft c, ll/y/i, silent h, g/j/x, qu/k/c, ph/f, double letters, m before b and p.
///
/// Words with letters other than a to z come back as they are.
#[must_use]
pub fn sound(word: &str) -> String {
    let letters = word.as_bytes();
    if !letters.iter().all(u8::is_ascii_lowercase) {
        return word.to_owned();
    }
    let mut key: Vec<u8> = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let next = letters.get(at + 1).copied().unwrap_or(0);
        let soft = |letter: u8| matches!(letter, b'e' | b'i' | b'y');
        let (letter, width) = match letters[at] {
            b'l' if next == b'l' => (b'i', 2),
            b'c' if next == b'h' => (b'1', 2),
            b's' if next == b'h' => (b'1', 2),
            b'p' if next == b'h' => (b'f', 2),
            b'c' if next == b'k' => (b'k', 2),
            b's' if next == b'c' && letters.get(at + 2).is_some_and(|&it| soft(it)) => (b's', 2),
            b'q' if next == b'u' => (b'k', 2),
            b'g' if next == b'u' && letters.get(at + 2).is_some_and(|&it| soft(it)) => (b'g', 2),
            b'c' if soft(next) => (b's', 1),
            b'g' if soft(next) => (b'j', 1),
            b'c' | b'q' => (b'k', 1),
            b'v' => (b'b', 1),
            b'z' => (b's', 1),
            b'x' => (b'j', 1),
            b'y' => (b'i', 1),
            b'w' => (b'u', 1),
            b'h' => (0, 1),
            b'n' if matches!(next, b'b' | b'v' | b'p') => (b'm', 1),
            letter => (letter, 1),
        };
        if letter != 0 && key.last() != Some(&letter) {
            key.push(letter);
        }
        at += width;
    }
    if key.is_empty() {
        return word.to_owned();
    }
    key.into_iter().map(char::from).collect()
}

/// The sound without vowels after the first letter: what most misspellings leave.
#[must_use]
pub fn skeleton(sound: &str) -> String {
    let mut letters = sound.chars();
    let mut key: String = letters.next().into_iter().collect();
    let mut last = key.chars().next();
    for letter in letters.filter(|it| !matches!(it, 'a' | 'e' | 'i' | 'o' | 'u')) {
        if last != Some(letter) {
            key.push(letter);
        }
        last = Some(letter);
    }
    key
}

/// The word with letters that look alike in a scan made one: rn/m, cl/d, 0/o, 1/l/i/j, 5/s, 8/b, u/v, c/g/e, f/e, h/n.
#[must_use]
pub fn look(word: &str) -> String {
    let letters = word.as_bytes();
    if !word.is_ascii() {
        return word.to_owned();
    }
    let mut key = String::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let next = letters.get(at + 1).copied().unwrap_or(0);
        let (letter, width) = match letters[at] {
            b'r' if next == b'n' => ('m', 2),
            b'c' if next == b'l' => ('d', 2),
            b'0' | b'q' => ('o', 1),
            b'1' | b'l' | b'j' => ('i', 1),
            b'5' => ('s', 1),
            b'8' => ('b', 1),
            b'v' => ('u', 1),
            b'g' => ('c', 1),
            b'f' => ('e', 1),
            b'h' => ('n', 1),
            letter => (letter as char, 1),
        };
        key.push(letter);
        at += width;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_same(one: &str, other: &str) {
        assert_eq!(sound(one), sound(other), "{one} {other}");
    }

    #[test]
    fn spanish_spellings() {
        check_same("vasquez", "basques");
        check_same("hernandez", "ernandes");
        check_same("llanos", "yanos");
        check_same("gimenez", "jimenes");
        check_same("ximenez", "jimenez");
        check_same("quispe", "kispe");
        check_same("cevallos", "seballos");
        check_same("zambrano", "sanbrano");
        assert_ne!(sound("chavez"), sound("cavez"));
        assert_ne!(sound("maria"), sound("mario"));
    }

    #[test]
    fn looks() {
        assert_eq!(look("rnartinez"), look("martinez"));
        assert_eq!(look("l0pez"), look("iopez"));
        assert_eq!(look("clavid"), look("david"));
        assert_eq!(look("r0dr1gue2").len(), 9);
    }

    #[test]
    fn skeletons() {
        assert_eq!(skeleton(&sound("hernandez")), "ernds");
        assert_eq!(skeleton(&sound("maria")), skeleton(&sound("mario")));
        assert_eq!(sound("高市"), "高市");
        assert_eq!(sound("h"), "h");
    }
}
