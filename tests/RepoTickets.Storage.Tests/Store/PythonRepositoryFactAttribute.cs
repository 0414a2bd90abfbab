namespace RepoTickets.Storage.Tests.Store;

/// <summary>A test on a copy of a repository that the Python package wrote; it is skipped, and says so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonRepositoryFactAttribute : FactAttribute
{
    public PythonRepositoryFactAttribute()
    {
        if (PythonRepository.Find() is null)
        {
            Skip = "There is no repository of the Python package here: let REPOTICKETS_PYTHON_FILES name the .tickets folder of one.";
        }
    }
}
