//! Edit distance with transpositions, over bytes. Never compares more than 64 letters: longer words are equal or not.

/// The optimal string alignment distance (insert, delete, replace, swap neighbours), bit-parallel after Hyyrö 2003.
/// `None` when either word is longer than 64 bytes.
#[must_use]
pub fn distance(one: &[u8], other: &[u8]) -> Option<u32> {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() > 64 {
        return None;
    }
    if short.is_empty() {
        return Some(long.len() as u32);
    }
    let last = 1_u64 << (short.len() - 1);
    let (mut up, mut down, mut zero, mut before) = (!0_u64, 0_u64, 0_u64, 0_u64);
    let mut distance = short.len() as u32;
    for &letter in long {
        let mut here = 0_u64;
        for (at, &other) in short.iter().enumerate() {
            here |= u64::from(other == letter) << at;
        }
        let swapped = (((!zero) & here) << 1) & before;
        zero = (((here & up).wrapping_add(up)) ^ up) | here | down | swapped;
        let mut right = down | !(zero | up);
        let mut left = up & zero;
        if right & last != 0 {
            distance += 1;
        } else if left & last != 0 {
            distance -= 1;
        }
        right = (right << 1) | 1;
        left <<= 1;
        up = left | !(zero | right);
        down = right & zero;
        before = here;
    }
    Some(distance)
}

/// One bit per letter a to z and per digit, four for all else: words whose letters differ much cannot be near. An edit changes
/// at most two bits.
#[must_use]
pub fn letters(word: &[u8]) -> u64 {
    word.iter().fold(0, |mask, byte| {
        mask | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'A'..=b'Z' => 1 << (byte - b'A'),
            b'0'..=b'9' => 1 << (26 + byte - b'0'),
            _ => 1 << (36 + (byte & 3)),
        }
    })
}

/// A number of at most 15 digits in one word, a digit in four bits; 0 for any other text.
#[must_use]
pub fn digits(text: &[u8]) -> u64 {
    if text.len() > 15 || !text.iter().all(u8::is_ascii_digit) {
        return 0;
    }
    text.iter().fold(0, |number, digit| number << 4 | u64::from(digit - b'0' + 1))
}

/// Whether two texts are surely more than two edits apart, by their [`digits`].
///
/// A digit without an equal at most two places away is an edit: no edit moves another digit by more than one place.
#[must_use]
pub fn are_far(one: u64, other: u64) -> bool {
    const LOW: u64 = 0x7777_7777_7777_7777;
    // The highest bit of each digit that is not 0.
    let filled = |digits: u64| (((digits & LOW) + LOW) | digits) & !LOW;
    if one == 0 || other == 0 {
        return false;
    }
    let alone = [4, 8].into_iter().fold(filled(one) & filled(one ^ other), |alone, bits| {
        alone & filled(one ^ (other << bits)) & filled(one ^ (other >> bits))
    });
    alone.count_ones() > 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_table(a: &[u8], b: &[u8]) -> u32 {
        let mut rows = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    (i + j) as u32
                } else {
                    let cost = u32::from(a[i - 1] != b[j - 1]);
                    let mut best =
                        (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(rows[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        rows[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn equals_the_textbook(a in "[a-d]{0,12}", b in "[a-d]{0,12}") {
            prop_assert_eq!(distance(a.as_bytes(), b.as_bytes()), Some(by_table(a.as_bytes(), b.as_bytes())));
        }
    }

    proptest! {
        #[test]
        fn what_is_far_has_many_edits(a in "[0-9]{1,16}", b in "[0-9]{1,16}") {
            let far = are_far(digits(a.as_bytes()), digits(b.as_bytes()));
            prop_assert!(!far || by_table(a.as_bytes(), b.as_bytes()) > 2);
        }

        #[test]
        fn what_has_two_edits_is_not_far(a in "[0-9]{4,15}", at in 0..14_usize, other in 0..14_usize, to in 0..10_u8) {
            let mut b = a.clone().into_bytes();
            let at = at.min(b.len() - 2);
            b.swap(at, at + 1);
            let other = other.min(b.len() - 1);
            for edited in [[&b[..other], &[b'0' + to], &b[other..]].concat(), [&b[..other], &b[other + 1..]].concat()] {
                prop_assert!(!are_far(digits(a.as_bytes()), digits(&edited)));
            }
        }
    }

    #[test]
    fn too_long() {
        assert_eq!(distance(&[b'a'; 65], b"a"), None);
        assert_eq!(distance(&[b'a'; 64], &[b'a'; 64]), Some(0));
    }
}
