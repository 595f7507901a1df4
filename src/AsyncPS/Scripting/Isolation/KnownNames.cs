using System.Collections.Frozen;

namespace AsyncPS.Scripting.Isolation;

/// <summary>
/// The lists by which a script is judged. A name that is missing from an allowing list costs a comparison of the
/// session after the job, nothing else; one that should not be on it leaks from job to job.
/// </summary>
internal static class KnownNames
{
    /// <summary>
    /// Commands that change nothing in their session and give nothing out of it, with their aliases. Get-Item and its
    /// like are missing because they give the session's own variables and functions; so are aliases that Unix lacks,
    /// where the name is a native command.
    /// </summary>
    public static FrozenSet<string> HarmlessCommands { get; } = Names(
        """
        Write-Output echo Write-Host Write-Error Write-Warning Write-Verbose Write-Debug Write-Information Write-Progress
        Out-Null Out-String Where-Object where ? ForEach-Object foreach % Select-Object select Sort-Object Group-Object
        group Measure-Object measure Compare-Object Get-Unique gu Select-String sls Get-Date New-TimeSpan Start-Sleep
        Get-Random Test-Path Join-Path Split-Path Convert-Path Get-FileHash Get-Process gps Get-Member gm
        ConvertTo-Json ConvertFrom-Json ConvertTo-Csv ConvertFrom-Csv Import-Csv ipcsv Format-Hex New-Guid Test-Json
        ConvertFrom-StringData
        Add-AsyncJob New-AsyncJob Get-AsyncJob Wait-AsyncJob Receive-AsyncJob Set-AsyncAnnotation Get-AsyncAnnotation
        Get-AsyncContext
        """);

    /// <summary>
    /// Commands to which it is all the same whether this module is imported: none of it, none that looks for commands,
    /// modules or their views, none that could have another name for one of those. A name that is missing costs an import
    /// before a child's first job instead of after it.
    /// </summary>
    public static FrozenSet<string> IndifferentCommands { get; } = HarmlessCommands
        .Where(name => !name.Contains("-Async", StringComparison.Ordinal) && name != "Out-String")
        .Concat(Names(
            """
            Get-Content gc Set-Content Add-Content Get-ChildItem gci New-Item ni Remove-Item ri Copy-Item cpi Move-Item mi
            Rename-Item rni Get-Location Set-Location Push-Location Pop-Location Resolve-Path rvpa Export-Csv epcsv
            Invoke-WebRequest iwr Invoke-RestMethod irm Test-Connection Start-Process saps Stop-Process spps New-Object
            Get-Variable Set-Variable Get-Service gsv Start-Service Stop-Service Restart-Service Get-Host Add-Type
            """))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Commands whose work cannot be put back.</summary>
    public static FrozenSet<string> LastingCommands { get; } = Names(
        """
        Update-TypeData Remove-TypeData Update-FormatData Update-List Set-PSBreakpoint sbp Enable-PSBreakpoint
        Set-PSDebug New-Module nmo Register-ArgumentCompleter Set-PSSessionConfiguration Enable-RunspaceDebug
        """);

    /// <summary>Commands that may leave a background job in the session.</summary>
    public static FrozenSet<string> JobCommands { get; } = Names(
        """
        Start-Job sajb Start-ThreadJob Invoke-Command icm Register-ObjectEvent Register-EngineEvent
        Register-WmiEvent Register-CimIndicationEvent
        """);

    /// <summary>Type literals whose members and conversions change nothing in the process.</summary>
    public static FrozenSet<string> HarmlessTypes { get; } = Names(
        """
        object string char bool switch byte sbyte int int16 int32 int64 short long uint uint16 uint32 uint64 ushort
        ulong float single double decimal bigint datetime DateTimeOffset DateOnly TimeOnly timespan guid uri version
        semver math convert bitconverter array hashtable ordered pscustomobject psobject void null regex xml
        Collections.ArrayList Collections.Hashtable Collections.Generic.List Collections.Generic.HashSet
        Collections.Generic.Dictionary Collections.Generic.Queue Collections.Generic.Stack Text.StringBuilder
        Text.RegularExpressions.Regex IO.Path IO.File IO.FileInfo IO.DirectoryInfo Diagnostics.Stopwatch
        StringComparison StringComparer DayOfWeek DateTimeKind Exception ArgumentException InvalidOperationException
        NotSupportedException IO.IOException TimeoutException Numerics.BigInteger Numerics.Complex Random
        Security.Cryptography.SHA256 Security.Cryptography.MD5 Linq.Enumerable Net.IPAddress mailaddress ipaddress
        """);

    /// <summary>Attributes of parameters and blocks that only check or describe.</summary>
    public static FrozenSet<string> HarmlessAttributes { get; } = Names(
        """
        CmdletBinding Parameter Alias OutputType AllowNull AllowEmptyString AllowEmptyCollection ValidateNotNull
        ValidateNotNullOrEmpty ValidateNotNullOrWhiteSpace ValidateRange ValidateSet ValidatePattern ValidateLength
        ValidateCount ValidateScript SupportsWildcards PSDefaultValue
        """);

    /// <summary>Methods of instances that lead out of the object that they are called on.</summary>
    public static FrozenSet<string> LeadingOutMethods { get; } = Names(
        """
        GetType Invoke InvokeReturnAsIs InvokeWithContext BeginInvoke DynamicInvoke GetNewClosure GetSteppablePipeline
        GetMethod GetMethods GetField GetFields GetProperty GetProperties GetMember GetMembers GetConstructor
        InvokeMember CreateInstance SetValue GetValue CreatePipeline CreateNestedPipeline CheckParameters
        """);

    /// <summary>Properties of instances that lead to the session or to types.</summary>
    public static FrozenSet<string> LeadingOutProperties { get; } = Names(
        """
        Assembly Module MyCommand SessionState Runspace DefaultRunspace Provider PSProvider Drive PSDrive
        ImplementingType InvokeCommand InvokeProvider PSVariable Host Events Debugger Context ScriptBlock Ast Owner
        PSObject PSBase PSAdapted PSExtended InvocationInfo BaseType DeclaringType ReflectedType
        UnderlyingSystemType TypeHandle ReferencedCommand ResolvedCommand ParameterSets Parameters ExportedCommands ExportedFunctions NestedModules TypeNames SyncRoot Definition
        """);

    /// <summary>Automatic variables with values that cannot be changed or end with the call.</summary>
    public static FrozenSet<string> HarmlessVariables { get; } = Names(
        """
        true false null _ PSItem args input this PSBoundParameters PSScriptRoot PSCommandPath PID HOME PSHOME IsLinux
        IsWindows IsMacOS IsCoreCLR PSEdition PSCulture PSUICulture ShellId ? ErrorActionPreference WarningPreference
        VerbosePreference DebugPreference InformationPreference ProgressPreference ConfirmPreference WhatIfPreference
        OFS LASTEXITCODE Matches foreach switch NestedPromptLevel FormatEnumerationLimit MaximumHistoryCount ErrorView
        PSNativeCommandUseErrorActionPreference PSNativeCommandArgumentPassing PSEmailServer
        PSSessionApplicationName PSSessionConfigurationName ^ $ AsyncJob AsyncState
        """);

    /// <summary>Variables through which everything in a session can be reached.</summary>
    public static FrozenSet<string> SessionVariables { get; } = Names(
        "PSCmdlet MyInvocation Error PSVersionTable PSStyle PSDefaultParameterValues PWD StackTrace Event EventSubscriber "
        + "Sender EventArgs PSDebugContext PSSessionOption OutputEncoding EnabledExperimentalFeatures");

    /// <summary>Variables whose use may change what cannot be put back.</summary>
    public static FrozenSet<string> EngineVariables { get; } = Names("ExecutionContext Host");

    private static FrozenSet<string> Names(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
