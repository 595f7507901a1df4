# The help: a page for each cmdlet that says all there is, the file that Get-Help reads, examples that run, and the list
# of errors.

$pageFolder = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..', 'docs', 'help'))
$pages = @([IO.Directory]::GetFiles($pageFolder, '*.md') | Sort-Object |
        ForEach-Object { [IO.Path]::GetFileNameWithoutExtension($_) })
$documents = $pages + 'README', 'from-start-job', 'errors', 'testing'

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    . $Root/tools/help/Page.ps1
    Import-Module $ModulePath
    $Folder = [IO.Path]::Combine($Root, 'docs', 'help')
    $MadeHelp = [IO.Path]::Combine($Root, 'module', 'en-US', 'AsyncPS.dll-Help.xml')

    function Get-Page([string]$Name) {
        Read-HelpPage ([IO.Path]::Combine($Folder, "$Name.md"))
    }

    function Get-Text([string]$Name, [string]$Section) {
        Join-HelpText (Get-Page $Name).Section[$Section]
    }
}

Describe 'The help pages' {
    It 'are one for each cmdlet, and no other; else run build.ps1 Help' {
        $names = [IO.Directory]::GetFiles($Folder, '*.md') |
            ForEach-Object { [IO.Path]::GetFileNameWithoutExtension($_) }
        $cmdlets = (Get-Module AsyncPS).ExportedCmdlets.Keys
        @($cmdlets | Where-Object { $_ -notin $names }) | Should -BeNullOrEmpty -Because 'each cmdlet needs a page'
        @($names | Where-Object { $_ -notin $cmdlets }) | Should -BeNullOrEmpty -Because 'each page needs a cmdlet'
    }

    It 'have syntax and facts of <_> as the built module has them; else run build.ps1 Help' -ForEach $pages {
        $page = Get-Page $_
        $page.Text | Should -BeExactly (Format-HelpPage (Get-Command $_) $page)
    }

    It 'have a text for <_> and each of its parameters' -ForEach $pages {
        $page = Get-Page $_
        $page.Text | Should -Not -BeLike '*{{*'
        (Get-Text $_ SYNOPSIS) -split '\n\s*\n' | Should -HaveCount 1
        (Get-Text $_ DESCRIPTION).Length | Should -BeGreaterThan 100
        Get-Text $_ INPUTS | Should -BeLike '### *'
        Get-Text $_ OUTPUTS | Should -BeLike '### *'
        foreach ($parameter in Get-HelpParameter (Get-Command $_)) {
            "$($page.Parameter[$parameter.Name])".Length | Should -BeGreaterThan 10 -Because "-$($parameter.Name)"
        }
    }

    It 'have three examples of <_> at least' -ForEach $pages {
        $examples = (Get-Page $_).Example
        $examples.Count | Should -BeGreaterOrEqual 3
        for ($i = 0; $i -lt $examples.Count; $i++) {
            $examples[$i].Title | Should -BeLike "Example $($i + 1): ?*"
            $examples[$i].Block.Count | Should -BeGreaterThan 0 -Because $examples[$i].Title
        }
    }

    It 'link from <_> to what is there' -ForEach $pages {
        foreach ($link in [regex]::Matches((Get-Page $_).Text, '\]\(([^):]+)\)')) {
            [IO.Path]::Combine($Folder, $link.Groups[1].Value) | Should -Exist
        }
    }
}

Describe 'The help file of the module' {
    BeforeAll {
        $document = [xml]::new()
        $document.Load($MadeHelp)

        # What is below a node by local names, as in 'details/name'.
        function Find-Node([Xml.XmlNode]$From, [string]$Path) {
            @($From.SelectNodes(($Path.Split('/') | ForEach-Object { "*[local-name()='$_']" }) -join '/'))
        }

        function Find-Text([Xml.XmlNode]$From, [string]$Path) {
            @(Find-Node $From $Path | ForEach-Object { $_.InnerText }) -join ' '
        }

        $help = @{}
        foreach ($command in Find-Node $document 'helpItems/command') {
            $help[(Find-Text $command 'details/name')] = $command
        }
    }

    It 'was made of the pages as they are; else run build.ps1 Help' {
        $made = @(Read-HelpStamp ([IO.File]::ReadAllText($MadeHelp).ReplaceLineEndings("`n")))
        @(Get-HelpStamp $Folder | Where-Object { $_ -notin $made }) | Should -BeNullOrEmpty
        $made.Count | Should -Be $help.Count
    }

    It 'has all of <_>' -ForEach $pages {
        $command = $help[$_]
        Find-Text $command 'details/description/para' | Should -BeExactly ((Get-Text $_ SYNOPSIS) -replace '\s+', ' ')
        Find-Text $command 'description/para' | Should -Not -BeNullOrEmpty
        $texts = @{}
        foreach ($parameter in Find-Node $command 'parameters/parameter') {
            $texts[(Find-Text $parameter name)] = Find-Text $parameter 'description/para'
        }

        foreach ($parameter in Get-HelpParameter (Get-Command $_)) {
            $texts[$parameter.Name] | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name)"
        }

        $examples = @(Find-Node $command 'examples/example')
        $examples.Count | Should -Be (Get-Page $_).Example.Count
        foreach ($example in $examples) {
            Find-Text $example code | Should -Not -BeNullOrEmpty -Because (Find-Text $example title)
        }
    }
}

Describe 'Get-Help' {
    It 'shows synopsis, parameters and examples (R207)' {
        $show = 'Get-Help Add-AsyncJob -Full | Out-String -Width 500'
        $shown = (Invoke-Shell "Import-Module '$ModulePath'; $show").Output
        $shown | Should -Match 'SYNOPSIS\s+Adds jobs to a queue\.'
        $shown | Should -Match '-Quota <System\.String\[\]>\s+Names of quotas'
        $shown | Should -Match 'Default value +default'
        $shown | Should -Match 'Example 1: Add a job and receive its result -+\s+Start-AsyncDispatcher'
        $shown | Should -Match 'OUTPUTS\s+AsyncPS\.Job'
    }

    It 'finds the about topics' {
        $topics = [IO.Directory]::GetFiles([IO.Path]::Combine($Root, 'module', 'en-US'), 'about_*.help.txt') |
            ForEach-Object { [IO.Path]::GetFileName($_) -replace '\.help\.txt$' }
        $topics | Should -Contain about_AsyncPS
        $asked = foreach ($topic in $topics) { "(Get-Help $topic) -split '\n' | Select-Object -First 2" }
        $shown = (Invoke-Shell "Import-Module '$ModulePath'`n$($asked -join "`n")").Output
        foreach ($topic in $topics) { $shown | Should -Match "(?m)^\s+$topic\s*$" }
    }
}

Describe 'Examples' {
    BeforeAll {
        $list = [IO.Path]::Combine($TestDrive, 'documents.txt')
        $results = [IO.Path]::Combine($TestDrive, 'results.txt')
        $temporary = [IO.Directory]::CreateDirectory([IO.Path]::Combine($TestDrive, 'temporary')).FullName
        $files = @([IO.Directory]::GetFiles($Folder, '*.md') | Sort-Object) + @(
            'README.md', 'docs/from-start-job.md', 'docs/errors.md', 'docs/testing.md' | ForEach-Object { [IO.Path]::Combine($Root, $_) })
        [IO.File]::WriteAllLines($list, [string[]]$files)
        $child = Start-Child (Get-Shell) -Environment @{ TMPDIR = $temporary; TEMP = $temporary; TMP = $temporary } @(
            '-NoProfile', '-File', "$PSScriptRoot/Support/Run-Examples.ps1",
            '-Module', $ModulePath, '-List', $list, '-Results', $results)
        $run = Complete-Child $child -TimeoutSeconds 1200
        $run.ExitCode | Should -Be 0 -Because $run.Error
        $outcomes = [IO.File]::ReadAllLines($results) | ForEach-Object {
            $document, $example, $outcome, $why = $_ -split "`t"
            [pscustomobject]@{ Document = $document; Example = $example; Outcome = $outcome; Why = $why }
        }
    }

    It 'of <_> run' -ForEach $documents {
        $document = $_
        $own = @($outcomes | Where-Object Document -eq $document)
        $own.Count | Should -BeGreaterThan 0
        ($own | Where-Object Outcome -eq Failed | ForEach-Object { "$($_.Example): $($_.Why)" }) -join "`n" |
            Should -BeNullOrEmpty
    }

    It 'are left out rarely' {
        @($outcomes | Where-Object Why -eq 'says that it needs more').Count | Should -BeLessThan ($outcomes.Count / 15)
        $isReal = $Host.Name -ne 'AsyncHost'
        $missing = @($outcomes | Where-Object { $_.Why -like 'this shell has no*' -and $isReal })
        $missing | ForEach-Object { "$($_.Document), $($_.Example): $($_.Why)" } | Should -BeNullOrEmpty
        @($outcomes | Where-Object Outcome -eq Passed).Count | Should -BeGreaterThan ($outcomes.Count * 0.8)
    }
}

Describe 'All that is written for users' {
    It 'names no cmdlet that does not exist' {
        $files = @('README.md', 'SECURITY.md' | ForEach-Object { [IO.Path]::Combine($Root, $_) }) +
            [IO.Directory]::GetFiles([IO.Path]::Combine($Root, 'docs'), '*.md') + [IO.Directory]::GetFiles($Folder) +
            [IO.Directory]::GetFiles([IO.Path]::Combine($Root, 'module', 'en-US'), '*.txt')
        $cmdlets = (Get-Module AsyncPS).ExportedCmdlets.Keys
        $unknown = foreach ($file in $files) {
            [regex]::Matches([IO.File]::ReadAllText($file), '\b[A-Z][a-z]+-Async[A-Z]\w+') |
                Where-Object { $_.Value -notin $cmdlets } |
                ForEach-Object { "$($_.Value) in $([IO.Path]::GetFileName($file))" }
        }
        $unknown | Should -BeNullOrEmpty
    }
}

Describe 'docs/errors.md' {
    It 'lists every error id once' {
        $source = [IO.File]::ReadAllText([IO.Path]::Combine($Root, 'src', 'AsyncEngine', 'Jobs', 'ErrorIds.cs'))
        $ids = [regex]::Matches($source, 'const string (\w+)') | ForEach-Object { $_.Groups[1].Value }
        $text = [IO.File]::ReadAllText([IO.Path]::Combine($Root, 'docs', 'errors.md'))
        $listed = [regex]::Matches($text, '(?m)^\| `(\w+)` \|') | ForEach-Object { $_.Groups[1].Value }
        @($listed | Sort-Object) | Should -Be @($ids | Sort-Object)
    }
}
