/** Dates for peers that must be told their holidays: `YYYY-MM-DD`, 2023 to 2029. */
import holidayJp from '@holiday-jp/holiday_jp';

const [FIRST_YEAR, LAST_YEAR] = [2023, 2029];

export function listHolidays() {
  return Object.keys(holidayJp.holidays).filter(
    (date) => date >= `${FIRST_YEAR}` && date < `${LAST_YEAR + 1}`,
  );
}

export function listYearEnds() {
  const days = ['12-29', '12-30', '12-31', '01-01', '01-02', '01-03'];
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => FIRST_YEAR + at);
  return years.flatMap((year) => days.map((day) => `${year}-${day}`));
}
