// node check.mjs < rendered.yaml: one line for each fault of an object, by the models that are made from the Kubernetes API's and KEDA's schemas.
// A kind without a model is named as "no model: GROUP/VERSION KIND".
import { readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'

const packages = (apiVersion) => (apiVersion.startsWith('keda.sh/') ? `@kubernetes-models/keda/${apiVersion}` : `kubernetes-models/${apiVersion}`)

for (const document of parseAllDocuments(readFileSync(0, 'utf8'))) {
  const object = document.toJS()
  const name = `${object.kind}/${object.metadata?.name}`
  let models
  try {
    models = await import(packages(object.apiVersion))
  } catch {
    console.log(`no model: ${object.apiVersion} ${object.kind}`)
    continue
  }
  if (!models[object.kind]) {
    console.log(`${name}: ${object.apiVersion} has no ${object.kind}`)
    continue
  }
  try {
    new models[object.kind](object).validate()
  } catch (error) {
    console.log(`${name}: ${error.message}`)
  }
}
