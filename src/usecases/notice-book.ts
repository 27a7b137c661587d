/** What a proactive message is made of, as `data/templates.yaml` declares it. */
export type NoticeKind = {
  name: string;
  /** Meta's category; it decides the price and who may be written to. */
  category: 'utility' | 'marketing';
  /** Values its text shows, in the order of the template's {{1}}, {{2}} … */
  variables: readonly string[];
  /** Its buttons. */
  options: readonly string[];
  /** The flow its buttons open; null where it has none. */
  flow: string | null;
};

export class UnknownNoticeFault extends Error {
  override name = 'UnknownNoticeFault' as const;
}

export type NoticeBook = {
  all: readonly NoticeKind[];
  /** Throws an UnknownNoticeFault. */
  get(name: string): NoticeKind;
};

export function createNoticeBook(all: readonly NoticeKind[]): NoticeBook {
  const byName = new Map(all.map((kind) => [kind.name, kind]));
  return {
    all,
    get(name) {
      const kind = byName.get(name);
      if (!kind) throw new UnknownNoticeFault(`no notice ${name} in data/templates.yaml`);
      return kind;
    },
  };
}
