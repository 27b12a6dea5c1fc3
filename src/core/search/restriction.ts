/** A condition on people or groups, as products ask for them. Texts are compared without regard to case. */
export type Restriction =
  /** Everything. */
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Restriction[] }
  /** The property has no value. */
  | { readonly kind: 'absent'; readonly property: string }
  | { readonly kind: 'text'; readonly property: string; readonly match: TextMatch; readonly value: string }
  | { readonly kind: 'flag'; readonly property: string; readonly value: boolean }
  /** `at`: epoch milliseconds. */
  | { readonly kind: 'time'; readonly property: string; readonly match: OrderMatch; readonly at: number };

export type OrderMatch = 'equals' | 'less' | 'greater';

export type TextMatch = OrderMatch | 'contains' | 'starts' | 'ends';
