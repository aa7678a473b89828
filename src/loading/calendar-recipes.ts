import type { CalendarSources, IcalendarDates } from '../config/configuration-ports.ts';
import type { Calendar, ListedDate, OfficialList } from '../core/calendar.ts';
import { invariant } from '../core/invariant.ts';

/** What a calendar was made of, as plain data: a calendar is functions, and stays in its thread. */
export type CalendarRecipe =
  | { readonly source: 'japan'; readonly id: string; readonly list: OfficialList | null }
  | { readonly source: 'listed'; readonly id: string; readonly dates: readonly ListedDate[] }
  | { readonly source: 'icalendar'; readonly id: string; readonly known: IcalendarDates }
  | { readonly source: 'fetched'; readonly id: string; readonly url: string };

type Sources = CalendarSources<OfficialList>;

export interface RecordedSources {
  readonly sources: Sources;
  readonly recipeOf: (calendar: Calendar) => CalendarRecipe;
}

/** The same sources, and from then on what each of their calendars was made of. */
export function recordCalendars(sources: Sources): RecordedSources {
  const recipes = new WeakMap<Calendar, CalendarRecipe>();
  function record(recipe: CalendarRecipe): Calendar {
    const calendar = makeCalendar(recipe, sources);
    recipes.set(calendar, recipe);
    return calendar;
  }
  return {
    sources: {
      ...sources,
      createJapanCalendar: (id, list) => record({ source: 'japan', id, list }),
      createListedCalendar: (id, dates) => record({ source: 'listed', id, dates }),
      createIcalendarCalendar: (id, known) => record({ source: 'icalendar', id, known }),
      createFetchedCalendar: (id, url) => record({ source: 'fetched', id, url }),
    },
    recipeOf(calendar) {
      const recipe = recipes.get(calendar);
      invariant(recipe !== undefined, 'every calendar of a configuration was made by its sources');
      return recipe;
    },
  };
}

export function makeCalendar(recipe: CalendarRecipe, sources: Sources): Calendar {
  switch (recipe.source) {
    case 'japan':
      return sources.createJapanCalendar(recipe.id, recipe.list);
    case 'listed':
      return sources.createListedCalendar(recipe.id, recipe.dates);
    case 'icalendar':
      return sources.createIcalendarCalendar(recipe.id, recipe.known);
    case 'fetched':
      return sources.createFetchedCalendar(recipe.id, recipe.url);
  }
}
