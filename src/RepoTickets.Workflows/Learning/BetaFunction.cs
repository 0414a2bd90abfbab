namespace RepoTickets.Workflows.Learning;

/// <summary>The regularised incomplete beta function and its inverse: shares and quantiles of Beta and Student distributions.</summary>
internal static class BetaFunction
{
    private const int MaximumTerms = 500;
    private const int MaximumSteps = 100;
    private const double Tiny = 1e-300;
    private const double Precision = 1e-12;

    // Lanczos' approximation with g = 7 and nine terms: fifteen digits for all positive arguments.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The probability that a Beta(a, b) variable is at most <paramref name="x"/>.</summary>
    internal static double Cumulative(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));

        // The fraction converges fast on one side of the mean only; the other side is its mirror image.
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>The value that a Beta(a, b) variable does not exceed with this probability.</summary>
    internal static double Quantile(double probability, double a, double b)
    {
        var (low, high) = (0.0, 1.0);
        var x = a / (a + b);
        var scale = LogGamma(a + b) - LogGamma(a) - LogGamma(b);
        for (var step = 0; step < MaximumSteps && high - low > Precision; step++)
        {
            var error = Cumulative(x, a, b) - probability;
            if (Math.Abs(error) < Precision)
            {
                break;
            }

            (low, high) = error > 0 ? (low, x) : (x, high);
            var slope = Math.Exp(scale + ((a - 1) * Math.Log(x)) + ((b - 1) * Math.Log(1 - x)));
            var next = x - (error / slope);
            x = next > low && next < high ? next : (low + high) / 2;
        }

        return x;
    }

    /// <summary>The quantile of Student's distribution.</summary>
    /// <param name="probability">0.5 to below 1.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    internal static double StudentQuantile(double probability, double degrees)
    {
        var x = Quantile(2 * (1 - probability), degrees / 2, 0.5);
        return Math.Sqrt(degrees * (1 - x) / x);
    }

    private static double LogGamma(double z)
    {
        if (z < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * z)) - LogGamma(1 - z);
        }

        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (z - 1 + i);
        }

        var t = z + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((z - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>The continued fraction of the incomplete beta function, evaluated from the front.</summary>
    private static double Fraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 / AwayFromZero(1 - ((a + b) * x / (a + 1)));
        var result = d;
        for (var m = 1; m <= MaximumTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / AwayFromZero(1 + (even * d));
            c = AwayFromZero(1 + (even / c));
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / AwayFromZero(1 + (odd * d));
            c = AwayFromZero(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
            {
                break;
            }
        }

        return result;
    }

    private static double AwayFromZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
