import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';

/** A metric of the function of an operation, in the namespace AWS/Lambda. */
export function operationMetric(
  functions: { readonly [operation: string]: NodejsFunction }, operation: string, metricName: string, props?: MetricOptions,
): Metric {
  if (!Object.hasOwn(functions, operation)) {
    throw new Error(`There is no operation "${operation}" here to measure. The operations are ${Object.keys(functions).join(', ')}.`);
  }
  return functions[operation].metric(metricName, props);
}
