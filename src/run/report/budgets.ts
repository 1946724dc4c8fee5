/** What was spent tonight and this month, held against what may be. */
import type { Refused } from '../../pipeline/provider.ts';
import type { OpenRun } from '../open.ts';

export interface Budget {
  provider: string;
  unit: 'characters' | string;
  /** In the unit: characters, or money of the currency. */
  night: number;
  month: number;
  perRun?: number;
  perMonth?: number;
  /** Characters of this month's requests whose end is not known: killed, cut off. */
  uncertain: number;
  /** What this run did not send as it was over the caps. */
  refused: Refused;
}

/** One entry for each provider with a price or a budget. */
export function budgets({ steps, ledger }: Pick<OpenRun, 'steps' | 'ledger'>): Budget[] {
  if (!ledger) return [];
  const months = ledger.spending(true);
  return steps
    .filter(({ settings }) => settings.price !== undefined || settings.budget !== undefined)
    .map(({ provider: { id }, settings, refused }) => {
      const { budget, price, currency } = settings;
      const inMoney = budget ? budget.unit === 'money' : price !== undefined;
      const amount = (spent: { characters: number; costMicros: number }) =>
        inMoney ? spent.costMicros / 1e6 : spent.characters;
      const own = months.filter(({ provider }) => provider === id);
      const sum = (of: 'characters' | 'costMicros' | 'uncertain') =>
        own.reduce((all, one) => all + one[of], 0);
      const month = { characters: sum('characters'), costMicros: sum('costMicros') };
      return {
        ...{ provider: id, unit: inMoney ? currency : 'characters', uncertain: sum('uncertain'), refused },
        ...{ night: amount(ledger.spentByRun(id)), month: amount(month) },
        ...(budget?.perRun === undefined ? {} : { perRun: budget.perRun }),
        ...(budget?.perMonth === undefined ? {} : { perMonth: budget.perMonth }),
      };
    });
}

export interface AtCap extends Refused {
  provider: string;
}

/** What of this run was not sent to providers whose budgets had no room for it. */
export function atCaps({ steps }: Pick<OpenRun, 'steps'>): AtCap[] {
  return steps
    .filter(({ refused }) => refused.texts > 0)
    .map(({ provider: { id }, refused }) => ({ provider: id, ...refused }));
}
