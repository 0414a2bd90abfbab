namespace RepoTickets.Cli.Tests.Processes;

/// <summary>A test that needs somebody whom permissions hold back.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PermissionFactAttribute : FactAttribute
{
    public PermissionFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || (Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv")))
        {
            Skip = "Permissions hold nobody back here, and setpriv is missing.";
        }
    }
}
