/**
 * The tests that a changed calculation must fail, in one file: a mutant is then tried in one module registry, with the
 * law read once, instead of in one for every spec. Only `stryker.config.js` runs it.
 */
import '../../libs/heirs/heirs.spec.js'
import '../../libs/benefits/readings.spec.js'
import '../../libs/benefits/facts/read-facts.spec.js'
import '../../libs/benefits/explain/explain.spec.js'
import '../../libs/benefits/counterfactual.spec.js'
import '../../libs/benefits/json.spec.js'
import '../../libs/benefits/line.spec.js'
import '../golden/golden.spec.js'
import '../property/heirs.spec.js'
