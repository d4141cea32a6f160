import type { Article } from '../document.ts';
import { type Definition, readTerms, type Terms } from './definitions.ts';
import { indexReferences, type Reference, type RuleSource } from './referenceIndex.ts';

/** What clauses lean on: the places they refer to and the terms they use. */
export interface RelatedRules {
  /** The references in an article's text, in their order. */
  referencesIn(article: Article): readonly Reference[];
  /** The terms in a text of an article that its document defines, but for those everybody knows. */
  termsIn(text: string, article: Article): readonly Definition[];
}

/** Reads references and terms of a document when one of its articles is first asked for, and keeps them. */
export function relatedRules(source: RuleSource): RelatedRules {
  const references = indexReferences(source);
  const terms = new Map<string, Terms>();
  return {
    referencesIn: references.referencesIn,
    termsIn(text, article) {
      const known = terms.get(article.document) ?? readTerms(source.articlesOf(article.document));
      terms.set(article.document, known);
      return known.definedIn(text, article);
    },
  };
}

/**
 * The same with only what leads into documents that may be seen.
 * @param instead where a reference leads into one that may not: the same place in the version that counts, if any
 */
export function seenRelated(
  rules: RelatedRules,
  sees: (document: string) => boolean,
  instead: (reference: Reference) => Reference | undefined,
): RelatedRules {
  const seen = ({ document }: { readonly document: string }): boolean => sees(document);
  return {
    referencesIn: (article) => rules.referencesIn(article).flatMap((one) => (seen(one) ? [one] : (instead(one) ?? []))),
    termsIn: (text, article) => rules.termsIn(text, article).filter(seen),
  };
}
