# Importing again, removing, importing from many sides; and the folder that is published.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    $folder = [IO.Path]::GetDirectoryName($ModulePath)
}

Describe 'The module' {
    It 'is imported again with -Force while a dispatcher runs, and works on' {
        $run = Invoke-Shell @"
Import-Module '$ModulePath'
Connect-AsyncStore '$(New-StorePath)'
Start-AsyncDispatcher
`$job = Add-AsyncJob { 'done' }
[void](`$job | Wait-AsyncJob -Timeout 240)
Import-Module '$ModulePath' -Force
Connect-AsyncStore '$(New-StorePath)'
Start-AsyncDispatcher
Add-AsyncJob { 'again' } | Receive-AsyncJob -Wait -Timeout 240
"@
        "$($run.Output)$($run.Error)".Trim() | Should -Be 'again'
    }

    It 'is removed while a job runs: the job goes back to its queue, unharmed' {
        $run = Invoke-Shell @"
Import-Module '$ModulePath'
Connect-AsyncStore '$(New-StorePath)'
`$store = (Get-AsyncStore).Location
Start-AsyncDispatcher
`$id = (Add-AsyncJob { Set-AsyncAnnotation here 1; Start-Sleep 600 }).Id
[void](Get-AsyncAnnotation here -Job `$id -Timeout 240)
Remove-Module AsyncPS
@(Get-Command -Module AsyncPS).Count
Import-Module '$ModulePath'
"`$((Get-AsyncJob `$id -Store `$store).Status)"
@(Get-AsyncDispatcher -Alive -Store `$store).Count
"@
        "$($run.Output)$($run.Error)".Trim() | Should -Be "0`nPending`n0"
    }

    It 'is imported in four runspaces at once' {
        $run = Invoke-Shell @"
`$shells = 1..4 | ForEach-Object { [powershell]::Create([Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()) }
`$work = foreach (`$shell in `$shells) {
    [void]`$shell.AddScript("Import-Module '$ModulePath'; (Add-AsyncJob { 1 } -Store '$(New-StorePath)').Id")
    `$shell.BeginInvoke()
}
for (`$i = 0; `$i -lt 4; `$i++) { `$shells[`$i].EndInvoke(`$work[`$i]); `$shells[`$i].Streams.Error }
"@
        $ids = @("$($run.Output)".Trim().Split("`n"))
        $run.Error | Should -BeNullOrEmpty
        $ids.Count | Should -Be 4
        @($ids | Sort-Object)[3] | Should -Be '4'
    }

    # Another module has loaded its own, old copy of a package that the engine has, too.
    It 'works beside a module with another version of the same package' {
        $path = [IO.Path]::Combine($TestDrive, 'Microsoft.Data.Sqlite.dll')
        $run = Invoke-Shell @"
`$name = [Reflection.AssemblyName]::new('Microsoft.Data.Sqlite, Version=2.0.0.0')
`$old = [Reflection.Emit.PersistedAssemblyBuilder]::new(`$name, [object].Assembly)
[void]`$old.DefineDynamicModule('m').DefineType('Microsoft.Data.Sqlite.SqliteConnection', 'Public').CreateType()
`$old.Save('$path')
[Reflection.Assembly]::LoadFrom('$path').GetName().Version.Major
Import-Module '$ModulePath'
Connect-AsyncStore '$(New-StorePath)'
Start-AsyncDispatcher
Add-AsyncJob { 'beside' } | Receive-AsyncJob -Wait -Timeout 240
"@
        "$($run.Output)$($run.Error)".Trim() | Should -Be "2`nbeside"
    }

    It 'has a manifest that Test-ModuleManifest accepts without a word' -Tag RealShell {
        $manifest = Test-ModuleManifest $ModulePath -WarningVariable warnings -ErrorAction Stop
        $warnings | Should -BeNullOrEmpty
        $manifest.ExportedCmdlets.Count | Should -BeGreaterThan 40
    }
}

# What build.ps1 Package copies, as it is: Publish-PSResource takes a folder with a manifest that has these.
Describe 'The folder that is published' {
    It 'has a manifest with all that the gallery asks for, and the files that it names' {
        $module = Import-Module $ModulePath -PassThru
        foreach ($property in 'Author', 'Description', 'Guid', 'Version', 'LicenseUri', 'Tags') {
            "$($module.$property)" | Should -Not -BeNullOrEmpty -Because $property
        }

        foreach ($file in 'AsyncPS.dll', 'AsyncPS.Format.ps1xml', 'LICENSE', 'en-US/AsyncPS.dll-Help.xml', 'engine/AsyncEngine.deps.json') {
            [IO.File]::Exists([IO.Path]::Combine($folder, $file)) | Should -BeTrue -Because $file
        }
    }

    It 'has the native library of each supported platform, and of no other' {
        $platforms = [IO.Directory]::GetDirectories([IO.Path]::Combine($folder, 'engine', 'runtimes')) |
            Where-Object { [IO.Directory]::Exists([IO.Path]::Combine($_, 'native')) } |
            ForEach-Object { [IO.Path]::GetFileName($_) }
        @($platforms | Sort-Object) | Should -Be @(
            'linux-arm64', 'linux-musl-x64', 'linux-x64', 'osx-arm64', 'osx-x64', 'win-arm64', 'win-x64')
        foreach ($platform in $platforms) {
            $native = [IO.Path]::Combine($folder, 'engine', 'runtimes', $platform, 'native')
            @([IO.Directory]::GetFiles($native, '*e_sqlite3*')).Count | Should -Be 1 -Because $platform
        }
    }

    It 'has neither sources nor what belongs to the shell' {
        [IO.Directory]::GetFiles($folder, '*', 'AllDirectories') | Where-Object {
            $_ -match '\.(cs|csproj)$' -or $_ -match 'System\.Management\.Automation' -or $_ -match 'PowerShellStandard'
        } | Should -BeNullOrEmpty
    }
}
