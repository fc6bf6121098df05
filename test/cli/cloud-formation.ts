import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A resource as ListStackResources names it. */
export interface Resource {
  readonly type: string;
  readonly logicalId: string;
  readonly id?: string;
  readonly status?: string;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const member = ({ type, logicalId, id, status = 'CREATE_COMPLETE' }: Resource) => `<member><LogicalResourceId>${logicalId}</LogicalResourceId>${
  id === undefined ? '' : `<PhysicalResourceId>${escaped(id)}</PhysicalResourceId>`}<ResourceType>${type}</ResourceType><LastUpdatedTimestamp>2026-11-28T12:00:00Z</LastUpdatedTimestamp>`
  + `<ResourceStatus>${status}</ResourceStatus></member>`;

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
const result = (action: string, body: string) => ({
  status: 200, body: `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${body}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
});

/**
 * CloudFormation's ListStackResources, in pages of two, and DescribeStacks over HTTP, in the words of its API reference: there is no stand-in, since nothing
 * that is deployed calls it. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export class CloudFormation {
  /** By the stack's name or ARN. */
  public readonly stacks: Record<string, Resource[]> = {};
  /** What DescribeStacks says that each puts out. */
  public readonly outputs: Record<string, Readonly<Record<string, string>>> = {};
  /** What it answers instead. */
  public error?: { readonly code: string; readonly message: string; readonly status: number };
  /** The stacks that were asked for, once per page, and the regions and access keys that signed it. */
  public readonly asked: string[] = [];
  public readonly signed = new Set<string>();
  private readonly server: Server;

  public constructor() {
    this.server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => { text += chunk; });
      request.on('end', () => {
        const { status, body } = this.answer(new URLSearchParams(text), request.headers.authorization ?? '');
        response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
      });
    });
  }

  public async start(): Promise<string> {
    await new Promise<void>((listening) => { this.server.listen(0, '127.0.0.1', listening); });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public stop(): Promise<unknown> {
    return new Promise((closed) => this.server.close(closed));
  }

  private answer(form: URLSearchParams, authorization: string): { status: number; body: string } {
    const name = form.get('StackName')!;
    this.asked.push(name);
    const [, key, , region] = /Credential=([^/]+)\/([^/]+)\/([^/]+)\/cloudformation\//.exec(authorization) ?? [];
    this.signed.add(`${key} ${region}`);
    const error = this.error ?? (this.stacks[name] ? undefined : { code: 'ValidationError', message: `Stack with id ${name} does not exist`, status: 400 });
    if (error) {
      return {
        status: error.status, body: `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${
          escaped(error.message)}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
      };
    }
    return form.get('Action') === 'DescribeStacks' ? this.describe(name) : this.list(name, Number(form.get('NextToken') ?? 0));
  }

  private list(name: string, from: number): { status: number; body: string } {
    const rest = this.stacks[name].length > from + 2 ? `<NextToken>${from + 2}</NextToken>` : '';
    return result('ListStackResources', `<StackResourceSummaries>${this.stacks[name].slice(from, from + 2).map(member).join('')}</StackResourceSummaries>${rest}`);
  }

  private describe(name: string): { status: number; body: string } {
    const outputs = Object.entries(this.outputs[name] ?? {})
      .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${escaped(value)}</OutputValue></member>`);
    return result('DescribeStacks', `<Stacks><member><StackName>${escaped(name)}</StackName><CreationTime>2026-11-28T12:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>`
      + `<Outputs>${outputs.join('')}</Outputs></member></Stacks>`);
  }
}
