// Finds clauses by their words. A word typed with marks is that word only; one typed without is
// every word that folds to it. Nothing else is guessed.
(function (root) {
  "use strict";
  // Each character, after NFC, becomes one as long: a place stays the same place in the text.
  const each = (change, known = new Map()) => (text) => {
    let out = "";
    for (const c of text.normalize("NFC")) {
      if (!known.has(c)) {
        const d = change(c), fits = d.length === c.length && /^[\p{L}\p{N}]$/u.test(d);
        known.set(c, fits ? d : " ".repeat(c.length));
      }
      out += known.get(c);
    }
    return out;
  };
  // The same as plandoc/model/folding.py.
  const fold = each((c) => {
    const base = String.fromCodePoint(c.normalize("NFD").codePointAt(0)).toLowerCase();
    return "đðɖ".includes(base) ? "d" : base;
  });
  // Marks kept; hoà and hòa, uỷ and ủy are one spelling.
  const lower = each((c) => ("ÐðƉɖ".includes(c) ? "đ" : c.toLowerCase()));
  const newer = (s) => s.normalize("NFD").replace(/(.)(.)(.)/, "$1$3$2").normalize("NFC");
  const spell = (text) => lower(text).replace(/o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]/g, newer);
  const beside = (bare, full) => bare.replace(/[^]/g, (c, i) => c + full[i]);

  // A text made ready. 8,5 and 15.000 are one word: 5 is not found in them. `key` holds each
  // character folded and in full, so that one pattern asks for either; `flat` rules out fast.
  function ready(text) {
    const number = (s) => s.replace(/ /g, (_, i) =>
      text[i] === "%" ? "%" : /^\d[.,]\d/.test(text.slice(i - 1, i + 2)) ? "," : " ");
    const bare = number(fold(text));
    const flat = ` ${bare.replace(/[ %]+/g, " ").trim()} `;
    return { text, bare, flat, key: beside(bare, number(spell(text))) };
  }
  const parts = (text) => text.normalize("NFC").split("\n").map(ready);

  function words(text, exact) {
    const { bare, key } = ready(text.normalize("NFC"));
    return [...bare.matchAll(/[^ %]+( *%)?/g)].map(({ 0: found, index }) => {
      const full = key.slice(2 * index, 2 * (index + found.length)).replace(/ /g, "");
      const word = found.replace(/ /g, "");
      return { bare: word, full, exact: exact || full !== beside(word, word) };
    });
  }
  const exactly = (list) => list.map((word) => ({ ...word, exact: true }));

  // [start, end] wherever the words follow each other; `begun`: the last may be a beginning.
  const line = (list) => list.line ??= ` ${list.map(({ bare }) => bare.replace("%", "")).join(" ")} `;
  function places(part, list, begun) {
    if (!part.flat.includes(begun ? line(list).trimEnd() : line(list))) return [];
    const run = list.map(({ bare, full, exact }) =>
      (exact ? full : bare.replace(/[^]/g, "$&.")).replace("%", " *%")).join("[ %]+");
    const pattern = new RegExp(`(^|  |%%)(${run}${begun ? "[^ %]*" : ""})(?=[ %]|$)`, "g");
    return [...part.key.matchAll(pattern)].map(({ 0: all, 1: before, index }) =>
      [(index + before.length) / 2, (index + all.length) / 2]);
  }

  // The words with a name among them replaced by another of the same thing.
  function renamed(asked, groups) {
    const same = (word, typed) => typed.exact ? typed.full === word.full : typed.bare === word.bare;
    return groups.flatMap((group) => group.flatMap(({ list }) =>
      asked.flatMap((_, i) => {
        const after = i + list.length;
        if (after > asked.length || !list.every((word, j) => same(word, asked[i + j]))) return [];
        return group.filter((other) => other.list !== list).map((other) => (
          { name: other.name, list: [...asked.slice(0, i), ...other.list, ...asked.slice(after)] }));
      }))).slice(0, 12);
  }

  // Records that hold a phrase, by the first option that they hold; else in their order.
  function phrases(records, options, begun) {
    const hits = [];
    for (const record of records) {
      let hit;
      for (const { rank, list, name } of options) {
        record.parts.forEach((part, p) => {
          const found = places(part, list, begun);
          if (!found.length) return;
          if (!hit) hits.push(hit = { record, rank, marks: record.parts.map(() => []), names: [] });
          hit.marks[p].push(...found);
          if (name) hit.names.push(name);
        });
      }
    }
    return hits.sort((a, b) => a.rank - b.rank);
  }

  // Records that hold all the words, in pieces of the query: a word alone is a piece where it is
  // `clear`; longer pieces may also stand in the heading or in an agency's name.
  function scattered(records, asked, clear) {
    const last = asked.length, lines = asked.map((word) => line([word]));
    return records.flatMap((record) => {
      const { parts, around } = record, holds = (one) => (part) => part.flat.includes(one);
      if (!lines.every((one) => parts.some(holds(one)) || around.some(holds(one)))) return [];
      const from = [];  // for each word the marks of all pieces from it on
      from[last] = parts.map(() => []);
      for (let i = last - 1; i >= 0; i--) {
        for (let end = last; end > i && !from[i]; end--) {
          if (!from[end] || (end === i + 1 && !clear(asked[i]))) continue;
          const piece = asked.slice(i, end), own = parts.map((part) => places(part, piece));
          const above = end > i + 1 && around.some((part) => places(part, piece).length);
          if (own.flat().length) from[i] = own.map((found, p) => [...found, ...from[end][p]]);
          else if (above) from[i] = from[end];
        }
      }
      return from[0] && from[0].flat().length ? [{ record, marks: from[0], names: [] }] : [];
    });
  }

  // Whether a word is a number, has its marks, or is the only one of the plan that folds so.
  const clearIn = (records, known = new Map()) => (word) => {
    if (word.exact || /^\d/.test(word.bare)) return true;
    if (!known.has(word.bare)) {
      const forms = new Set(records.flatMap((record) => record.parts.flatMap((part) =>
        places(part, [word]).map(([start, end]) => part.key.slice(2 * start, 2 * end)))));
      known.set(word.bare, forms.size < 2);
    }
    return known.get(word.bare);
  };

  // The index made ready: every text folded once.
  function open({ page, headings, agencies: owing, clauses, others, synonyms }) {
    const above = headings.map(([section, label, title]) =>
      ({ section, label, title, parts: parts(title) }));
    const bodies = owing.map(([id, name]) => ({ id, parts: parts(name) }));
    const records = clauses.map(([id, citation, text, place, who]) => {
      const heading = above[place], agencies = who.map((i) => bodies[i]);
      const around = [heading, ...agencies].flatMap((one) => one.parts);
      return { url: `${page}#${id}`, citation, parts: parts(text), heading, agencies, around };
    });
    return {
      clauses: records, clear: clearIn(records),
      others: others.map(([kind, url, text]) => ({ kind, url, parts: parts(text) })),
      synonyms: synonyms.map((group) => group.map((name) => ({ name, list: words(name, true) }))),
    };
  }

  // Clauses with the phrase; clauses with all its words; other pages; `plain`, the query without
  // marks, where only that finds something.
  function search(data, query, keep = () => true) {
    const asked = words(query), marked = asked.some((word) => word.exact);
    if (!asked.length) return { phrase: [], apart: [], others: [], names: [], plain: "" };
    const options = [{ rank: 1, list: asked }];
    if (marked) options.unshift({ rank: 0, list: exactly(asked) });
    for (const other of renamed(asked, data.synonyms)) options.push({ rank: 2, ...other });
    const begun = /\p{L}\p{M}*$/u.test(query) && asked[asked.length - 1].bare.length > 1;
    const look = (records, among = options) => {
      const whole = phrases(records, among);
      return whole.length || !begun ? whole : phrases(records, among, true);
    };
    const clauses = data.clauses.filter(keep), phrase = look(clauses), others = look(data.others);
    const taken = new Set(phrase.map((hit) => hit.record));
    const some = asked.length > 1 && asked.length < 30;  // a whole paragraph is a phrase or nothing
    const apart = some ? scattered(clauses.filter((one) => !taken.has(one)),
      marked ? exactly(asked) : asked, data.clear) : [];
    const names = [...new Set(phrase.flatMap((hit) => hit.names))];
    const bare = asked.map((word) => word.bare).join(" ");
    const none = marked && !phrase.length && !apart.length && !others.length;
    const plain = none && look(clauses, [{ rank: 0, list: words(bare) }]).length ? bare : "";
    return { phrase, apart, others, names, plain };
  }

  root.PLANDOC_SEARCH = { fold, open, search };
})(globalThis);
