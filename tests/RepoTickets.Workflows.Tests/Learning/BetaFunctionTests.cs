using RepoTickets.Workflows.Learning;

namespace RepoTickets.Workflows.Tests.Learning;

public sealed class BetaFunctionTests
{
    [Theory]
    [InlineData(0.3, 1, 1, 0.3)]
    [InlineData(0.5, 2, 3, 0.6875)]
    [InlineData(0.2, 0.5, 0.5, 0.2951672353008665)]
    [InlineData(0.9, 2, 1, 0.81)]
    public void Cumulative_KnownValues_AreMet(double x, double a, double b, double expected) =>
        Assert.Equal(expected, BetaFunction.Cumulative(x, a, b), 10);

    [Fact]
    public void Quantile_OfTheCumulative_IsWhereItStarted()
    {
        foreach (var a in new[] { 0.1, 0.5, 1, 2, 17.3, 800 })
        {
            foreach (var b in new[] { 0.2, 1, 3, 40, 2000 })
            {
                foreach (var probability in new[] { 0.001, 0.05, 0.5, 0.95, 0.9999 })
                {
                    var x = BetaFunction.Quantile(probability, a, b);
                    Assert.InRange(x, 0, 1);
                    if (x is > 1e-9 and < 1 - 1e-9)
                    {
                        Assert.True(Math.Abs(BetaFunction.Cumulative(x, a, b) - probability) < 1e-7, $"a {a}, b {b}, p {probability}: {x}");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(0.95, 2, 2.919985580353725)]
    [InlineData(0.975, 10, 2.2281388519649385)]
    [InlineData(0.95, 1, 6.313751514675043)]
    public void StudentQuantile_OfTheTables_IsMet(double probability, double degrees, double expected) =>
        Assert.Equal(expected, BetaFunction.StudentQuantile(probability, degrees), 6);
}
