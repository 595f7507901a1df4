@{
    RootModule           = 'AsyncPS.dll'
    # Stamped by the build from Directory.Build.props.
    ModuleVersion        = '0.0.0'
    GUID                 = 'c0a3d0c4-7a1e-4a52-9b50-6f2d8f3e1c57'
    Author               = 'AsyncPS contributors'
    CompanyName          = 'AsyncPS contributors'
    Copyright            = 'Copyright (c) AsyncPS contributors'
    Description          = 'Durable background jobs: add a script block or a .NET method as a job, and a dispatcher in this process or another one runs it. Jobs survive crashes and restarts, obey quotas across processes, call back, and keep their result and streams.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('AsyncPS.Format.ps1xml')
    CmdletsToExport      = @(
        'Add-AsyncCallback'
        'Add-AsyncJob'
        'Clear-AsyncJob'
        'Connect-AsyncStore'
        'Copy-AsyncStore'
        'Disconnect-AsyncStore'
        'Get-AsyncAgent'
        'Get-AsyncAnnotation'
        'Get-AsyncContext'
        'Get-AsyncDispatcher'
        'Get-AsyncJob'
        'Get-AsyncPoll'
        'Get-AsyncQueue'
        'Get-AsyncQuota'
        'Get-AsyncService'
        'Get-AsyncState'
        'Get-AsyncStore'
        'Invoke-AsyncJob'
        'Join-AsyncJob'
        'Measure-AsyncQueue'
        'New-AsyncAgent'
        'New-AsyncJob'
        'New-AsyncQueue'
        'New-AsyncQuota'
        'New-AsyncTestStore'
        'Receive-AsyncJob'
        'Register-AsyncService'
        'Remove-AsyncAgent'
        'Remove-AsyncDispatcher'
        'Remove-AsyncJob'
        'Remove-AsyncQueue'
        'Remove-AsyncQuota'
        'Remove-AsyncState'
        'Restart-AsyncJob'
        'Resume-AsyncQueue'
        'Set-AsyncAgent'
        'Set-AsyncAnnotation'
        'Set-AsyncJob'
        'Set-AsyncQuota'
        'Set-AsyncState'
        'Start-AsyncDispatcher'
        'Step-AsyncClock'
        'Stop-AsyncDispatcher'
        'Stop-AsyncJob'
        'Suspend-AsyncQueue'
        'Test-AsyncService'
        'Unregister-AsyncService'
        'Wait-AsyncJob'
        'Watch-AsyncQueue'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Job', 'Queue', 'Background', 'Durable', 'Scheduler', 'SQLite', 'Async')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The first version. What each version brings is in CHANGELOG.md, in the folder of the module.'
        }
    }
}
