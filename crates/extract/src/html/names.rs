//! Element names and what the WHATWG HTML standard says of them. Holds no state.

/// An element's name in lower case, cut to 16 bytes: no element of the standard has a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Name([u8; Name::BYTES]);

impl Name {
    /// The longest name that is kept apart from others with the same beginning.
    pub(super) const BYTES: usize = 16;

    /// The name that these bytes write.
    pub(super) const fn new(bytes: &[u8]) -> Self {
        let mut name = [0; Self::BYTES];
        let mut at = 0;
        while at < bytes.len() && at < Self::BYTES {
            name[at] = bytes[at];
            at += 1;
        }
        Self(name)
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        let end = self.0.iter().position(|&byte| byte == 0).unwrap_or(Self::BYTES);
        &self.0[..end]
    }

    /// Elements that have no content and no end tag.
    pub(super) fn is_void(&self) -> bool {
        matches!(
            self.bytes(),
            b"area"
                | b"base"
                | b"basefont"
                | b"bgsound"
                | b"br"
                | b"col"
                | b"embed"
                | b"frame"
                | b"hr"
                | b"img"
                | b"input"
                | b"keygen"
                | b"link"
                | b"meta"
                | b"param"
                | b"source"
                | b"track"
                | b"wbr"
        )
    }

    /// Elements that begin and end a line, table cells excepted (section 15.3 of the standard, and `option`).
    pub(super) fn is_block(&self) -> bool {
        self.is_paragraph_end()
            || matches!(
                self.bytes(),
                b"body"
                    | b"caption"
                    | b"dd"
                    | b"dt"
                    | b"frameset"
                    | b"legend"
                    | b"li"
                    | b"optgroup"
                    | b"option"
                    | b"p"
                    | b"select"
                    | b"tbody"
                    | b"tfoot"
                    | b"thead"
                    | b"tr"
                    | b"textarea"
            )
    }

    /// Elements whose start tag ends an open paragraph.
    pub(super) fn is_paragraph_end(&self) -> bool {
        self.heading().is_some()
            || matches!(
                self.bytes(),
                b"address"
                    | b"article"
                    | b"aside"
                    | b"blockquote"
                    | b"center"
                    | b"details"
                    | b"dialog"
                    | b"dir"
                    | b"div"
                    | b"dl"
                    | b"fieldset"
                    | b"figcaption"
                    | b"figure"
                    | b"footer"
                    | b"form"
                    | b"header"
                    | b"hgroup"
                    | b"hr"
                    | b"listing"
                    | b"main"
                    | b"menu"
                    | b"nav"
                    | b"ol"
                    | b"plaintext"
                    | b"pre"
                    | b"search"
                    | b"section"
                    | b"summary"
                    | b"table"
                    | b"ul"
                    | b"xmp"
            )
    }

    /// Elements that an end tag of a plain inline element does not reach across ("special" in the standard).
    pub(super) fn is_special(&self) -> bool {
        self.is_block()
            || self.is_scope()
            || matches!(
                self.bytes(),
                b"button" | b"colgroup" | b"head" | b"iframe" | b"noembed" | b"noframes" | b"noscript"
            )
    }

    /// Elements that an end tag inside them does not reach out of ("has an element in scope").
    pub(super) fn is_scope(&self) -> bool {
        matches!(
            self.bytes(),
            b"applet"
                | b"caption"
                | b"marquee"
                | b"object"
                | b"table"
                | b"td"
                | b"template"
                | b"th"
                | b"foreignobject"
        )
    }

    /// Formatting elements, which the standard opens again after a misplaced end tag.
    pub(super) fn is_formatting(&self) -> bool {
        matches!(
            self.bytes(),
            b"a" | b"b"
                | b"big"
                | b"code"
                | b"em"
                | b"font"
                | b"i"
                | b"nobr"
                | b"s"
                | b"small"
                | b"strike"
                | b"strong"
                | b"tt"
                | b"u"
        )
    }

    /// Parts of a table, whose end tags count only inside that table.
    pub(super) fn is_table_part(&self) -> bool {
        matches!(self.bytes(), b"caption" | b"tbody" | b"td" | b"tfoot" | b"th" | b"thead" | b"tr")
    }

    /// The level of a heading.
    pub(super) fn heading(&self) -> Option<u8> {
        match self.bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        }
    }

    /// Elements that stand in a line like a word of their own.
    pub(super) fn is_boxed(&self) -> bool {
        matches!(
            self.bytes(),
            b"button" | b"iframe" | b"object" | b"td" | b"th" | b"video" | b"audio" | b"canvas"
        )
    }

    /// Elements whose content no browser shows, or only to those who cannot show the element itself.
    pub(super) fn is_never_shown(&self) -> bool {
        matches!(
            self.bytes(),
            b"audio"
                | b"canvas"
                | b"datalist"
                | b"iframe"
                | b"noembed"
                | b"noframes"
                | b"object"
                | b"template"
                | b"video"
        )
    }

    /// Elements that keep their white space.
    pub(super) fn is_preformatted(&self) -> bool {
        matches!(self.bytes(), b"listing" | b"plaintext" | b"pre" | b"textarea" | b"xmp")
    }
}
