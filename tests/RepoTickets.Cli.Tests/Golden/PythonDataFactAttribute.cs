using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Golden;

/// <summary>A test that needs files that the Python package wrote.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonDataFactAttribute : FactAttribute
{
    public PythonDataFactAttribute()
    {
        if (!TestRepository.HasPythonData)
        {
            Skip = "REPOTICKETS_SAMPLES names no folder that the Python package wrote.";
        }
    }
}
