# The module as such: manifest, what an import loads and where, importing again, removing.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    $module = Get-Module AsyncPS

    # A real shell notes what it has compiled, and at its next start a thread of the runtime compiles that ahead: with
    # notes of a shell that used the engine it loads the engine in one that does not.
    $asWritten = @{ DOTNET_MultiCoreJitMinNumCpus = 'ff' }

    # Names and load contexts of assemblies, in a shell that does what it is told first.
    function Get-LoadedAssembly([string]$Text) {
        (Invoke-Shell -Environment $asWritten @"
Import-Module '$ModulePath'
$Text
foreach (`$assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
    `$context = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$assembly).Name
    if (`$assembly.Location -like '*AsyncPS*' -or `$context -eq 'AsyncPS') { "`$(`$assembly.GetName().Name)=`$context" }
}
"@).Output.Trim() -split "`n"
    }
}

Describe 'The manifest' {
    It 'exports exactly the cmdlets of the assembly' {
        $classes = [AsyncPS.Job].Assembly.GetExportedTypes() | ForEach-Object {
            $attribute = $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)
            if ($attribute) { "$($attribute[0].VerbName)-$($attribute[0].NounName)" }
        }
        @($module.ExportedCmdlets.Keys | Sort-Object) | Should -Be @($classes | Sort-Object)
        $module.ExportedFunctions.Count + $module.ExportedVariables.Count | Should -Be 0
    }

    It 'asks for PowerShell 7.4 and has a version' {
        $module.PowerShellVersion | Should -Be '7.4'
        $module.Version | Should -BeGreaterThan ([version]'0.0.0')
        $module.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'uses approved verbs and singular nouns' {
        Import-Module $ModulePath -Force -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
        $module.ExportedCmdlets.Keys | Where-Object { $_ -cmatch 's$' } | Should -BeNullOrEmpty
    }
}

Describe 'What a cmdlet tells about itself' {
    It 'is its output type, unless it writes nothing' {
        $silent = 'Clear-AsyncJob', 'Disconnect-AsyncStore', 'Remove-AsyncAgent', 'Remove-AsyncDispatcher', 'Remove-AsyncJob',
            'Remove-AsyncQueue', 'Remove-AsyncQuota', 'Remove-AsyncState', 'Set-AsyncAnnotation', 'Stop-AsyncDispatcher',
            'Unregister-AsyncService'
        foreach ($cmdlet in $module.ExportedCmdlets.Values | Where-Object Name -notin $silent) {
            $cmdlet.OutputType | Should -Not -BeNullOrEmpty -Because $cmdlet.Name
        }
    }

    It 'is -WhatIf wherever it changes something' {
        # New-AsyncJob makes a job that no store has yet, New-AsyncTestStore a store that nobody has yet; its clock is moved freely.
        $reading = 'Get', 'Measure', 'Wait', 'Receive', 'Watch', 'Connect', 'Disconnect', 'Test'
        foreach ($cmdlet in $module.ExportedCmdlets.Values) {
            $changes = $cmdlet.Verb -notin $reading -and $cmdlet.Name -notin 'New-AsyncJob', 'New-AsyncTestStore', 'Step-AsyncClock'
            $cmdlet.Parameters.ContainsKey('WhatIf') | Should -Be $changes -Because $cmdlet.Name
        }
    }

    It 'is -Store, but for those that have no use for it' {
        # Copy-AsyncStore has -From and -To; services are found on the machine.
        $without = 'Connect-AsyncStore', 'Copy-AsyncStore', 'Get-AsyncContext', 'Get-AsyncService', 'New-AsyncTestStore',
            'Unregister-AsyncService'
        foreach ($cmdlet in $module.ExportedCmdlets.Values) {
            $cmdlet.Parameters.ContainsKey('Store') | Should -Be ($cmdlet.Name -notin $without) -Because $cmdlet.Name
        }
    }
}

Describe 'An import' {
    It 'loads the assembly with the cmdlets and nothing more' {
        Get-LoadedAssembly '' | Should -Be 'AsyncPS=Default'
    }

    It 'keeps the engine and its packages in a context of their own, once they are used' {
        $path = New-StorePath
        $loaded = Get-LoadedAssembly @"
Connect-AsyncStore '$path'
`$job = Add-AsyncJob { 1 }
Start-AsyncDispatcher -Drain
[void](Receive-AsyncJob `$job)
"@
        $loaded | Where-Object { $_ -like '*=Default' } | Should -Be 'AsyncPS=Default'
        foreach ($name in 'AsyncEngine', 'Microsoft.Data.Sqlite', 'SQLitePCLRaw.core') {
            $loaded | Should -Contain "$name=AsyncPS"
        }
    }

    It 'can be repeated with -Force' {
        $path = New-StorePath
        (Invoke-Shell @"
Import-Module '$ModulePath'
[void](Add-AsyncJob { 1 } -Store '$path')
Import-Module '$ModulePath' -Force
[void](Add-AsyncJob { 1 } -Store '$path')
(Get-Command -Module AsyncPS).Count
@(Get-AsyncJob -Store '$path').Count
"@).Output.Trim() | Should -Be "$($module.ExportedCmdlets.Count)`n2"
    }

    It 'of a second copy is told that the first one runs' {
        $copy = [IO.Path]::Combine($TestDrive, 'copy', 'AsyncPS')
        $from = [IO.Path]::GetDirectoryName($ModulePath)
        foreach ($file in [IO.Directory]::GetFiles($from, '*', 'AllDirectories')) {
            $to = [IO.Path]::Combine($copy, [IO.Path]::GetRelativePath($from, $file))
            [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($to))
            [IO.File]::Copy($file, $to)
        }
        $path = New-StorePath
        (Invoke-Shell @"
Import-Module '$ModulePath'
Import-Module '$copy/AsyncPS.psd1' -Force
`$said = Get-AsyncStore -Store '$path' 3>&1 | Where-Object { `$_ -is [Management.Automation.WarningRecord] }
"`$said"
`$said = Get-AsyncStore -Store '$path' 3>&1 | Where-Object { `$_ -is [Management.Automation.WarningRecord] }
"`$said"
"@).Output.Trim() | Should -BeLike "*'$copy*'*that copy runs*"
    }

    It 'works in four runspaces at once' {
        $path = New-StorePath
        $shells = 1..4 | ForEach-Object {
            (New-Shell).AddScript("Import-Module '$ModulePath'; (Add-AsyncJob { 1 } -Store '$path').Id")
        }
        $running = @($shells | ForEach-Object { $_.BeginInvoke() })
        $ids = for ($i = 0; $i -lt 4; $i++) { $shells[$i].EndInvoke($running[$i]) }
        @($shells | Where-Object HadErrors).Count | Should -Be 0
        @($ids | Sort-Object -Unique).Count | Should -Be 4
        $shells | ForEach-Object { $_.Runspace.Dispose() }
        @(Get-AsyncJob -Store $path).Count | Should -Be 4
    }
}

Describe 'Removing the module' {
    It 'takes the commands away and lets go of the store' {
        $path = New-StorePath
        (Invoke-Shell @"
Import-Module '$ModulePath'
Connect-AsyncStore '$path'
[void](Add-AsyncJob { 1 })
Remove-Module AsyncPS
@(Get-Command -Module AsyncPS).Count
[IO.File]::Exists('$path-wal')
"@).Output.Trim() | Should -Be "0`nFalse"
    }

    It 'loads nothing when nothing was used' {
        (Invoke-Shell -Environment $asWritten @"
Import-Module '$ModulePath'
Remove-Module AsyncPS
@([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'AsyncEngine' }).Count
"@).Output.Trim() | Should -Be '0'
    }
}
