import { readFileSync } from 'fs';
import { extname } from 'path';
import { CfnManagedLoginBranding, CfnTerms, IUserPool, ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

/** Where on the pages of managed login an image stands, by Cognito's names. */
export enum BrandingAssetCategory {
  /** The icon of the browser's tab, as an ICO. */
  FAVICON_ICO = 'FAVICON_ICO',
  /** The icon of the browser's tab, as an SVG. */
  FAVICON_SVG = 'FAVICON_SVG',
  /** The picture where an authenticator app is set up. */
  AUTH_APP_GRAPHIC = 'AUTH_APP_GRAPHIC',
  /** The picture where codes come by email. */
  EMAIL_GRAPHIC = 'EMAIL_GRAPHIC',
  /** What lies behind the form. */
  FORM_BACKGROUND = 'FORM_BACKGROUND',
  /** The logo in the form. */
  FORM_LOGO = 'FORM_LOGO',
  /** The icon on the button of an identity provider. */
  IDP_BUTTON_ICON = 'IDP_BUTTON_ICON',
  /** What lies behind everything. */
  PAGE_BACKGROUND = 'PAGE_BACKGROUND',
  /** What lies behind the footer. */
  PAGE_FOOTER_BACKGROUND = 'PAGE_FOOTER_BACKGROUND',
  /** The logo in the footer. */
  PAGE_FOOTER_LOGO = 'PAGE_FOOTER_LOGO',
  /** What lies behind the header. */
  PAGE_HEADER_BACKGROUND = 'PAGE_HEADER_BACKGROUND',
  /** The logo in the header. */
  PAGE_HEADER_LOGO = 'PAGE_HEADER_LOGO',
  /** The picture where a passkey is set up. */
  PASSKEY_GRAPHIC = 'PASSKEY_GRAPHIC',
  /** The picture where a password is asked for. */
  PASSWORD_GRAPHIC = 'PASSWORD_GRAPHIC',
  /** The picture where codes come by SMS. */
  SMS_GRAPHIC = 'SMS_GRAPHIC',
}

/** When an image is shown. */
export enum BrandingColorMode {
  /** To browsers in light mode. */
  LIGHT = 'LIGHT',
  /** To browsers in dark mode. */
  DARK = 'DARK',
  /** To all. */
  DYNAMIC = 'DYNAMIC',
}

/** An image on the pages of managed login. */
export interface BrandingAsset {
  /** Says where it stands. */
  readonly category: BrandingAssetCategory;

  /**
   * Says which browsers are shown it.
   *
   * @default BrandingColorMode.DYNAMIC
   */
  readonly colorMode?: BrandingColorMode;

  /**
   * The image, read at synth and put into the template: a file that ends with `.ico`, `.jpg`, `.jpeg`, `.png`, `.svg` or `.webp`. An absolute path,
   * or one from the working directory. A template has at most 1 MB.
   */
  readonly file: string;
}

/** How the pages of managed login look. Without settings and assets they have Cognito's own style. */
export interface BrandingOptions {
  /**
   * Changes the style: the JSON that the branding editor of the console shows, or what DescribeManagedLoginBranding returns. What it does not name
   * keeps Cognito's value.
   *
   * @default - Cognito's style
   */
  readonly settings?: { [name: string]: any };

  /**
   * Adds images.
   *
   * @default - none
   */
  readonly assets?: BrandingAsset[];
}

/** Documents that the sign-up page links to. Each is a map of a language to an `https` address. */
export interface TermsOptions {
  /**
   * The terms of use, by language: `default`, which must be there, and any of `english`, `french`, `spanish`, `german`, `bahasa-indonesia`, `italian`,
   * `japanese`, `korean`, `portuguese-brazil`, `chinese-simplified`, `chinese-traditional`.
   */
  readonly termsOfUse: { [language: string]: string };

  /** The privacy policy, by the same languages. */
  readonly privacyPolicy: { [language: string]: string };
}

/** Cognito's own sign-in pages, which apps send browsers to. */
export interface ManagedLoginOptions {
  /**
   * Chooses the pages: managed login, or the classic hosted UI, which has no branding here. `FeaturePlan.LITE` has the latter only.
   *
   * @default - ManagedLoginVersion.NEWER_MANAGED_LOGIN, on the Lite plan CLASSIC_HOSTED_UI
   */
  readonly version?: ManagedLoginVersion;

  /**
   * Styles the pages of all clients that bring no `branding` of their own.
   *
   * @default - Cognito's own style
   */
  readonly branding?: BrandingOptions;

  /**
   * Links to the terms of use and the privacy policy on the sign-up page of every client.
   *
   * @default - no links
   */
  readonly terms?: TermsOptions;
}

/** Without one of its own, the pages of a client have no style at all: https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-branding.html */
export function makeBranding(scope: Construct, userPool: IUserPool, clientId: string, branding: BrandingOptions): CfnManagedLoginBranding {
  const { settings, assets = [] } = branding;
  const ofCognito = settings === undefined && assets.length === 0;
  return new CfnManagedLoginBranding(scope, 'Branding', {
    userPoolId: userPool.userPoolId,
    clientId,
    useCognitoProvidedValues: ofCognito ? true : undefined,
    settings,
    assets: ofCognito ? undefined : assets.map(({ category, colorMode = BrandingColorMode.DYNAMIC, file }) =>
      ({ category, colorMode, extension: extensionOf(file), bytes: readFileSync(file).toString('base64') })),
  });
}

const EXTENSIONS: Readonly<Record<string, string>> = { '.ico': 'ICO', '.jpg': 'JPEG', '.jpeg': 'JPEG', '.png': 'PNG', '.svg': 'SVG', '.webp': 'WEBP' };

/** By the file's name; undefined where Cognito takes no such images. */
export const extensionOf = (file: string): string => EXTENSIONS[extname(file).toLowerCase()];

/** The sign-up page shows them once both are there. Cognito enforces nothing: `NONE` and `LINK` are the only values so far. */
export function makeTerms(scope: Construct, userPool: IUserPool, clientId: string, { termsOfUse, privacyPolicy }: TermsOptions): CfnTerms[] {
  return Object.entries({ TermsOfUse: termsOfUse, PrivacyPolicy: privacyPolicy }).map(([id, links]) => new CfnTerms(scope, id, {
    userPoolId: userPool.userPoolId,
    clientId,
    termsName: id === 'TermsOfUse' ? 'terms-of-use' : 'privacy-policy',
    termsSource: 'LINK',
    enforcement: 'NONE',
    links: Object.fromEntries(Object.entries(links).map(([language, url]) => [`cognito:${language}`, url])),
  }));
}
