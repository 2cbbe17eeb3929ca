/** The fixed part of plan.ps1, after the plan's own values: what makes it inert, and what stops it. */
export const prelude = String.raw`
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$script:reached = $From -eq ''
$expired = [DateTimeOffset]::UtcNow -gt [DateTimeOffset]::Parse($planExpiresAt, [Globalization.CultureInfo]::InvariantCulture)

if (-not $Execute) {
  Write-Host 'Nothing will be changed: this only prints. Add -Execute to carry it out.'
  if ($expired) { Write-Warning 'This plan has expired: scan again and plan from the new snapshot.' }
} else {
  if ($expired) { throw "This plan expired at $planExpiresAt. Scan again and plan from the new snapshot." }
  $context = Get-MgContext
  if ($null -eq $context) { throw 'Not signed in to Microsoft Graph. Run Connect-MgGraph with the write identity first.' }
  if ($context.TenantId -ne $planTenantId) { throw "Signed in to tenant $($context.TenantId), but this plan is for $planTenantId." }
}

# Waits for an access package request to be delivered; anything but success stops the script.
function Wait-Delivered([string]$Uri, $Request) {
  $deadline = [DateTimeOffset]::UtcNow.AddMinutes($TimeoutMinutes)
  while ($true) {
    $state = (Invoke-MgGraphRequest -Method GET -Uri "$Uri/$($Request.id)").state
    if ($state -eq 'delivered') { return }
    if ($state -in 'deliveryFailed', 'partiallyDelivered', 'denied', 'canceled') { throw "Request $($Request.id) ended as $state." }
    if ([DateTimeOffset]::UtcNow -gt $deadline) { throw "Request $($Request.id) is still $state after $TimeoutMinutes minutes." }
    Start-Sleep -Seconds 10
  }
}

# Prints the call; makes it only with -Execute, after asking. An error stops the script; -From goes on from there.
function Step([string]$Id, [string]$What, [scriptblock]$Call, [string]$PollUri = '') {
  if ($Id -eq $From) { $script:reached = $true }
  if (-not $script:reached) { return }
  Write-Host ''
  Write-Host "$Id  $What"
  Write-Host $Call.ToString().Trim()
  if (-not $Execute) { return }
  if (-not $PSCmdlet.ShouldProcess($What, $Id)) { return }
  try {
    $response = & $Call
    if ($PollUri -ne '') { Wait-Delivered $PollUri $response }
    Write-Host "$Id  done"
  } catch {
    throw "$Id failed, and nothing after it was done: $_ Correct the cause, then go on with -From $Id."
  }
}
`;

/** The last lines: a step named with -From that does not exist must not pass for a finished plan. */
export const epilogue = String.raw`
if (-not $script:reached) { throw "This plan has no step $From; declarations are steps only with -Declare." }
`;
