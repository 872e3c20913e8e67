"""The words of the pages, as the pages have them."""

import re

# Words of English that no Dutch sentence has.
ENGLISH = re.compile(
    r"\b(the|this|that|these|those|and|are|not|has|have|with|from|only|once|you|your|it|its|there|what|which|by|for|to|cannot|"
    r"must|should|an|at|where|no|any|been|be|they|them)\b", re.IGNORECASE)
FORM = re.compile(r"\.(one|other)$")
PLACE = re.compile(r"\{(\w+)\}")

# What is shown as it is, whatever the language: names and codes, what gateway.json says, the line for a shell.
SHOWN_AS_IT_IS = "code, pre, .chip, .tree-detail, [lang=en], .grid-link, .option, .cell-owner, .difference del, .difference ins, .me-name"


def tables(page):
    """The texts of both languages by their keys."""
    return page.evaluate("""async () => Object.fromEntries(await Promise.all(["en", "nl"].map(async (language) =>
      [language, (await import(`/scripts/messages/${language}.js`)).default])))""")


def keys(table, beginning):
    """The keys of a table that begin so, without that and without the forms for numbers."""
    return {FORM.sub("", key).removeprefix(beginning) for key in table if key.startswith(beginning)}


def forms(table, key):
    """The texts of a key: one, or one for each number."""
    return [table[form] for form in (key, f"{key}.one", f"{key}.other") if form in table]


def pattern(text):
    """What a text looks like with values in its places. "–" stands where a value is missing."""
    return re.compile(r"(?!–)(.+?)".join(re.escape(piece) for piece in PLACE.split(text)[::2]))


def said(page, within="body"):
    """Everything that a page says and that is to be in its language: texts in sight, labels, titles and hints."""
    return page.evaluate("""([within, data]) => {
      const texts = [];
      const root = document.querySelector(within);
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest(data) || parent.closest("script, noscript, [hidden]")) continue;
        texts.push(walker.currentNode.textContent.trim());
      }
      for (const element of root.querySelectorAll("[aria-label], [title], [placeholder]")) {
        if (!element.closest(data)) texts.push(...["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? ""));
      }
      return texts.filter((text) => text !== "");
    }""", [within, SHOWN_AS_IT_IS])


def english(page, within="body"):
    """What a page says that is English."""
    return [text for text in said(page, within) if ENGLISH.search(text)]
