/** Who may import whom. A new edge needs a record in docs/decisions. */
const stages = [
  'intake',
  'incidents',
  'documents',
  'verification',
  'assessment',
  'approval',
  'payment',
  'scholarship',
  'objections',
  'notification',
  'letters',
  'reporting',
]
const edges = {
  incidents: ['intake'],
  verification: ['documents', 'assessment', 'payment'],
  approval: ['assessment', 'documents'],
  scholarship: ['payment', 'documents', 'verification'],
  letters: ['documents', 'objections'],
  payment: ['documents'],
}
const any = (names) => `^src/(${names.join('|')})/`
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = {
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
    },
  },
  forbidden: [
    rule('no-circular', {}, { circular: true }),
    rule(
      'libs-are-pure',
      { path: '^libs/', pathNot: '\\.spec\\.ts$' },
      { pathNot: ['^libs/', '^node_modules/(temporal-polyfill|zod)/'] },
    ),
    rule(
      'libs-only-by-their-face',
      { path: '^(src|test)/' },
      { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/index\\.ts$' },
    ),
    rule(
      'foundation-knows-no-stage',
      { path: any(['platform', 'claims', 'membership', 'staff']) },
      { path: any([...stages, 'web', 'api', 'operations']) },
    ),
    rule('nobody-imports-a-door', { path: any(stages) }, { path: any(['web', 'api', 'operations']) }),
    rule(
      'doors-do-not-touch-the-database',
      { path: any(['web', 'api']) },
      { path: 'node_modules/@mikro-orm' },
    ),
    rule(
      'public-files-only',
      { path: '^src/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      {
        path: any([...stages, 'claims', 'membership', 'staff']),
        // Intake owns the draft, so it alone writes the claim's own entities.
        pathNot: [
          '^src/$1/',
          '\\.(module|service|query|dto|port|adapter|steps|rule)\\.ts$',
          '^src/claims/claim(-party)?\\.entity\\.ts$',
        ],
      },
    ),
    ...stages.map((s) =>
      rule(
        `edges-of-${s}`,
        { path: any([s]) },
        { path: any(stages), pathNot: any([s, ...(edges[s] ?? [])]) },
      ),
    ),
  ],
}
