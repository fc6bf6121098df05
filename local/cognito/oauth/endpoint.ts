import { OAuthRequest } from './request';
import { ServiceResponse } from '../../service';
import { Cognito } from '../cognito';

/** What answers one path of a user pool's domain. */
export type Endpoint = (cognito: Cognito, request: OAuthRequest) => Promise<ServiceResponse>;
