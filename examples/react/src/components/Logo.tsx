export const Logo = () => (
  <svg className="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
    <rect width="32" height="32" rx="9" />
    <path d="M16 12.5V25M9 18c0 4.2 3 7 7 7s7-2.8 7-7M12.5 15h7" />
    <circle cx="16" cy="9.5" r="2.8" />
  </svg>
);
