export type Change = readonly [from: string, to: string]

/** Puts other words in the place of some within a function, and fails when they are not there: so it keeps what others say. */
export function inPlace(routine: string, changed: readonly Change[]): string {
  const steps = changed.map(
    ([from, to]) => `
    if position($was$${from}$was$ in definition) = 0 then
      raise exception 'function ${routine} no longer says %', $was$${from}$was$;
    end if;
    definition := replace(definition, $was$${from}$was$, $now$${to}$now$);`,
  )
  return `
  do $do$ declare definition text := pg_get_functiondef('${routine}'::regproc); begin${steps.join('')}
    execute definition;
  end $do$`
}
