import { Clock } from '../service';
import { domainOf } from './event';
import { identityOf } from './jwt-authorizer';
import { Request, RequestAuthorizer, Response } from './model';
import { ownAnswer } from './response';

export type Invoke = (functionArn: string, event: unknown, sourcePath: string) => Promise<unknown>;

type Verdict = { context: Record<string, unknown>; refusal?: undefined } | { refusal: Response; reason: string };

/**
 * Lambda authorizers with simple responses.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export class RequestDecider {
  private readonly answers = new Map<string, { verdict: Verdict; until: number }>();

  constructor(private readonly clock: Clock, private readonly invoke: Invoke) {}

  async decide(authorizer: RequestAuthorizer, event: Record<string, any>, routeArn: string, request: Request): Promise<Verdict> {
    const identity = authorizer.identitySource.map((source) => this.identity(source, request, event));
    if (identity.some((value) => value === undefined)) {
      return { refusal: ownAnswer(401, 'Unauthorized'), reason: 'missing identity source' };
    }
    const key = JSON.stringify([authorizer.id, ...identity]);
    const kept = this.answers.get(key);
    if (kept && kept.until > this.clock.now()) {
      return kept.verdict;
    }
    const { body, isBase64Encoded, ...rest } = event;
    let answer: any;
    try {
      const asked = { ...rest, type: 'REQUEST', routeArn, identitySource: identity };
      answer = await this.invoke(authorizer.functionArn, asked, `authorizers/${authorizer.id}`);
    } catch (error) {
      return { refusal: ownAnswer(500, 'Internal Server Error'), reason: (error as Error).message };
    }
    if (typeof answer?.isAuthorized !== 'boolean') {
      return { refusal: ownAnswer(500, 'Internal Server Error'), reason: 'the authorizer answered no isAuthorized' };
    }
    const verdict: Verdict = answer.isAuthorized
      ? { context: { lambda: answer.context ?? null } }
      : { refusal: ownAnswer(403, 'Forbidden'), reason: 'the authorizer refused' };
    if (authorizer.ttl > 0 && identity.length > 0) {
      this.answers.set(key, { verdict, until: this.clock.now() + authorizer.ttl * 1000 });
    }
    return verdict;
  }

  private identity(source: string, request: Request, event: Record<string, any>): string | undefined {
    const [, name] = /^\$context\.(routeKey|httpMethod|path|domainName|identity\.sourceIp)$/.exec(source) ?? [];
    switch (name) {
      case undefined: return identityOf(source, request);
      case 'routeKey': return event.routeKey;
      case 'httpMethod': return request.method;
      case 'path': return event.rawPath;
      case 'domainName': return domainOf(request);
      default: return request.sourceIp;
    }
  }
}
